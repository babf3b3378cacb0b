using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Testing;

/// <summary>Keeps what the gateways log, exceptions included.</summary>
[ProviderAlias("Captured")]
internal sealed partial class CapturedLog : ILoggerProvider, ILogger
{
    // As in production, and everything of the gateway's own.
    public static readonly (string Key, string? Value)[] Settings =
    [
        ("Logging:Captured:LogLevel:Default", "Information"),
        ("Logging:Captured:LogLevel:Microsoft.AspNetCore", "Warning"),
        ("Logging:Captured:LogLevel:Yarp", "Error"),
        ("Logging:Captured:LogLevel:FtlAuth", "Trace"),
    ];

    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();
    private readonly ConcurrentQueue<Dictionary<string, object?>> _audit = new();

    /// <summary>What was said, without the trace ids that a request's lines end with.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Select(entry => TraceId().Replace(entry.Line, ""))];

    public IEnumerable<string> Refusals => Lines.Where(line => line.StartsWith("Refused a token", StringComparison.Ordinal));

    /// <summary>What nobody can want to read because of a token that somebody sends.</summary>
    public IEnumerable<string> Troubles => _lines.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Line);

    /// <summary>The events of the audit log, by their fields.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Audit => [.. _audit];

    public void Clear()
    {
        _lines.Clear();
        _audit.Clear();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is IReadOnlyList<KeyValuePair<string, object?>> fields && fields.Any(field => field.Key == "event"))
        {
            _audit.Enqueue(fields.ToDictionary());
        }

        _lines.Enqueue((logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}"));
    }

    public void Dispose()
    {
        // The gateways dispose of it one by one; there is nothing to let go of.
    }

    [GeneratedRegex(@" \(trace id [0-9a-f]{32}\)$")]
    private static partial Regex TraceId();
}
