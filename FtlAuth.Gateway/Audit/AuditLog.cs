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

    /// <summary>The name of the event of an unusual pattern.</summary>
    public const string UnusualEvent = "pattern.detected";

    /// <summary>The outcome of a request that did not go on.</summary>
    public const string RefusedOutcome = "refused";

    /// <summary>The outcome of a request that passed a rule that only reports.</summary>
    public const string ReportedOutcome = "reported";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly LogBudget[] _budgets = [.. Enumerable.Range(0, RefusalReason.Count).Select(_ => new LogBudget(limit, time))];
    private readonly RefusalCounts _refusals = new();
    private long _accepted;

    /// <summary>Whether there is room in the log to tell of a refusal by itself; where there is not it is to be counted.</summary>
    public bool TryTakeLine(RefusalReason reason) => _budgets[reason.Index].TryTake();

    /// <summary>Counts a refusal that is not told by itself.</summary>
    public void Count(HttpContext context, RefusalReason reason, string outcome) => _refusals.Count(new(outcome, reason, ClientAddress.Of(context)));

    /// <summary>A request that goes on to the MCP server.</summary>
    public void Accepted(HttpContext context)
    {
        if (options.AcceptedPercent < 100 && (options.AcceptedPercent == 0 || Random.Shared.Next(100) >= options.AcceptedPercent))
        {
            Interlocked.Increment(ref _accepted);
            return;
        }

        Write(LogLevel.Information, Events.Accepted, EventOf(context, Events.Accepted, "accepted", $"Accepted {LogText.Printable(context.GetVerifiedToken().Subject)}"));
    }

    /// <param name="context">The request.</param>
    /// <param name="reason">What it was refused for.</param>
    /// <param name="outcome"><see cref="RefusedOutcome"/> or <see cref="ReportedOutcome"/>.</param>
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

        foreach (var (key, count) in _refusals.Take())
        {
            var from = key.Address?.ToString() ?? "several addresses";
            var verb = key.Outcome == RefusedOutcome ? "Refused" : "Would have refused";
            Write(LogLevel.Information, Events.RefusedMany, new AuditEvent(
                    Events.RefusedMany.Name!, $"{verb} {count} more requests from {from}: {key.Reason.Name}. The log tells of {limit.LinesPerSecond} in a second one by one.")
                .Add("outcome", key.Outcome).Add("reason", key.Reason.Name).Add("address", from).Add("count", count));
        }
    }

    private AuditEvent EventOf(HttpContext context, EventId id, string outcome, string sentence)
    {
        var token = context.Features.Get<VerifiedToken>();
        var traceId = context.Response.Headers[FailClosed.TraceIdHeader].ToString();
        var described = new AuditEvent(id.Name!, $"{sentence.TrimEnd()} (trace id {traceId})")
            .Add("outcome", outcome)
            .Add("trace_id", traceId)
            .Add("address", AddressOf(context))
            .Add("http_method", context.Request.Method)
            .Add("issuer", token?.Issuer)
            .Add("sub", token?.Subject)
            .Add("client_id", token?.ClientId)
            .Add("org_id", token?.OrganizationId);
        if (context.Features.Get<McpRequest>() is { Messages.Length: 1 } request)
        {
            var method = request.Message.Method.Decode(request.Body);
            described.Add("method", method);
            if (method == McpMethods.ToolsCall)
            {
                described.Add("tool", request.Message.Name.Decode(request.Body));
            }
        }

        return context.Features.Get<BearerCredentialsFeature>() is { } credentials
            ? described.Add("duration_ms", Math.Round(time.GetElapsedTime(credentials.Read).TotalMilliseconds, 3))
            : described;
    }

    // As an address of IPv4 where it is one, also on a socket for both: one spelling for one host.
    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : context.Connection.RemoteIpAddress?.ToString();

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
}
