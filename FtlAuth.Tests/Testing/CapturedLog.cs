using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Testing;

/// <summary>Keeps what the gateways log, exceptions included.</summary>
[ProviderAlias("Captured")]
internal sealed class CapturedLog : ILoggerProvider, ILogger
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

    public IReadOnlyList<string> Lines => [.. _lines.Select(entry => entry.Line)];

    public IEnumerable<string> Refusals => Lines.Where(line => line.StartsWith("Refused a token", StringComparison.Ordinal));

    /// <summary>What nobody can want to read because of a token that somebody sends.</summary>
    public IEnumerable<string> Troubles => _lines.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Line);

    public void Clear() => _lines.Clear();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
        // The gateways dispose of it one by one; there is nothing to let go of.
    }
}
