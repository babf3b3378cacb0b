using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Audit;

/// <summary>
/// Tells of every decision about a request: one by one, or counted where one by one would be too many. Never a token, a body, or of a person more than
/// <c>sub</c>.
/// </summary>
internal sealed class AuditLog(AuditOptions options, LogLimit limit, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>The log's category.</summary>
    public const string Category = "FtlAuth.Audit";

    // A name that a client makes up may be as long as the body.
    private const int LongestName = 128;

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly LogBudget[] _budgets = [.. Enumerable.Range(0, RefusalReason.Count).Select(_ => new LogBudget(limit, time))];
    private readonly RefusalCounts _refusals = new();
    private long _accepted;

    /// <summary>Whether a refusal is told by itself; where it is not, it is counted here.</summary>
    public bool TryTakeLine(HttpContext context, RefusalReason reason)
    {
        if (_budgets[reason.Index].TryTake())
        {
            return true;
        }

        _refusals.Count(reason, ClientAddress.Of(context));
        return false;
    }

    /// <summary>A request that goes on to the MCP server.</summary>
    public void Accepted(HttpContext context)
    {
        if (options.AcceptedPercent < 100 && (options.AcceptedPercent == 0 || Random.Shared.Next(100) >= options.AcceptedPercent))
        {
            Interlocked.Increment(ref _accepted);
            return;
        }

        Write(LogLevel.Information, Events.Accepted, EventOf(context, Events.Accepted, "accepted", $"Accepted {context.GetVerifiedToken().Subject}"));
    }

    /// <param name="context">The request.</param>
    /// <param name="reason">What it was refused for.</param>
    /// <param name="outcome"><c>refused</c>, or <c>reported</c> for one that passed nevertheless.</param>
    /// <param name="sentence">For whoever reads the log.</param>
    public void Refused(HttpContext context, RefusalReason reason, string outcome, string sentence) =>
        Write(LogLevel.Information, Events.Refused, EventOf(context, Events.Refused, outcome, sentence).Add("reason", reason.Name));

    /// <summary>Something that no client does by mistake.</summary>
    public void Unusual(AuditEvent pattern) => Write(LogLevel.Warning, Events.Pattern, pattern);

    /// <summary>Tells what was counted since the last time.</summary>
    public void WriteCounts()
    {
        if (Interlocked.Exchange(ref _accepted, 0) is var accepted and > 0)
        {
            Write(LogLevel.Information, Events.AcceptedMany, new AuditEvent(Events.AcceptedMany.Name!, $"Accepted {accepted} more requests.")
                .Add("outcome", "accepted").Add("count", accepted));
        }

        foreach (var ((reason, address), count) in _refusals.Take())
        {
            var from = address?.ToString() ?? "several addresses";
            Write(LogLevel.Information, Events.RefusedMany, new AuditEvent(
                    Events.RefusedMany.Name!, $"Refused {count} more requests from {from}: {reason.Name}. The log tells of {limit.LinesPerSecond} in a second one by one.")
                .Add("outcome", "refused").Add("reason", reason.Name).Add("address", from).Add("count", count));
        }
    }

    private AuditEvent EventOf(HttpContext context, EventId id, string outcome, string sentence)
    {
        var token = context.Features.Get<VerifiedToken>();
        var traceId = context.Response.Headers[FailClosed.TraceIdHeader].ToString();
        var described = new AuditEvent(id.Name!, $"{sentence} (trace id {traceId})")
            .Add("outcome", outcome)
            .Add("trace_id", traceId)
            .Add("address", context.Connection.RemoteIpAddress?.ToString())
            .Add("http_method", context.Request.Method.Length <= LongestName ? context.Request.Method : null)
            .Add("issuer", token?.TokenIssuer)
            .Add("sub", token?.Subject)
            .Add("client_id", token?.ClientId)
            .Add("org_id", token?.OrganizationId);
        if (context.Features.Get<McpRequest>() is { Messages.Length: 1 } request)
        {
            var method = request.Message.Method.Decode(request.Body);
            described.Add("method", Shortened(method));
            if (method == McpMethods.ToolsCall)
            {
                described.Add("tool", Shortened(request.Message.Name.Decode(request.Body)));
            }
        }

        return context.Features.Get<BearerCredentialsFeature>() is { } credentials
            ? described.Add("duration_ms", Math.Round(time.GetElapsedTime(credentials.Read).TotalMilliseconds, 3))
            : described;
    }

    private static string? Shortened(string? name) => name is { Length: > LongestName } ? name[..LongestName] : name;

    // The fields are those of the event, which a message template could only name anew.
    private void Write(LogLevel level, EventId id, AuditEvent written) => _logger.Log(level, id, written, null, static (written, _) => written.ToString());

    private static class Events
    {
        public static readonly EventId Accepted = new(1, "request.accepted");
        public static readonly EventId Refused = new(2, "request.refused");
        public static readonly EventId AcceptedMany = new(3, "requests.accepted");
        public static readonly EventId RefusedMany = new(4, "requests.refused");
        public static readonly EventId Pattern = new(5, UnusualEvent);
    }

    /// <summary>The name of the event of an unusual pattern.</summary>
    public const string UnusualEvent = "pattern.detected";
}
