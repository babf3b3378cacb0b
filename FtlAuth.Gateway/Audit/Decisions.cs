using System.Runtime.CompilerServices;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Patterns;

namespace FtlAuth.Gateway.Audit;

/// <summary>Where every decision about a request is told, once: to the audit log, the metrics, the request's span, and whoever watches for unusual patterns.</summary>
internal sealed class Decisions(AuditLog audit, GatewayMetrics metrics, UnusualPatterns patterns)
{
    public AuditLog Audit => audit;

    /// <summary>The request goes on to the MCP server.</summary>
    public void Accepted(HttpContext context)
    {
        metrics.RequestAccepted();
        patterns.Accepted(context);
        audit.Accepted(context);
    }

    /// <param name="context">The request.</param>
    /// <param name="reason">What it is refused for.</param>
    /// <param name="sentence">What happened, and what to do about it; without a token, a body or a secret.</param>
    /// <param name="cause">What would have been the reason, where that is a limit.</param>
    public void Refused(
        HttpContext context,
        RefusalReason reason,
        [InterpolatedStringHandlerArgument("", nameof(reason))] ref RefusalSentence sentence,
        RefusalReason? cause = null)
    {
        metrics.RequestRefused(reason);
        context.TraceRefusal(reason.Name);
        patterns.Refused(context, cause ?? reason);
        Tell(context, reason, AuditLog.RefusedOutcome, ref sentence);
    }

    /// <summary>The request would be refused, but passes (<c>Authorization:ReportOnly</c>).</summary>
    /// <param name="context">The request.</param>
    /// <param name="reason">What it would be refused for.</param>
    /// <param name="sentence">What happened, and what to do about it; without a token, a body or a secret.</param>
    public void Reported(
        HttpContext context, RefusalReason reason, [InterpolatedStringHandlerArgument("", nameof(reason))] ref RefusalSentence sentence)
    {
        metrics.RequestReported(reason);
        context.TraceRefusal(reason.Name);
        Tell(context, reason, AuditLog.ReportedOutcome, ref sentence);
    }

    private void Tell(HttpContext context, RefusalReason reason, string outcome, ref RefusalSentence sentence)
    {
        if (sentence.IsTold)
        {
            audit.Refused(context, reason, outcome, sentence.ToStringAndClear());
        }
        else
        {
            audit.Count(context, reason, outcome);
        }
    }
}
