using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Says of each request that it would be refused for the audience of its token, where <c>Authorization:ReportOnly</c> lets it pass.</summary>
internal sealed partial class AudienceReport(
    RequestDelegate next, PublicOrigin origin, GatewayMetrics metrics, ILogger<AudienceReport> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var token = context.GetVerifiedToken();
        if (token.Reported is var refusal and not TokenRefusal.None)
        {
            metrics.RequestRefused(GatewayMetrics.AudienceRule, reported: true);
            context.TraceRefusal(GatewayMetrics.AudienceRule);
            LogReported(token.Subject, refusal.LogName(), refusal.Remedy(origin.Resource) ?? "");
        }

        return next(context);
    }

    [LoggerMessage(1, LogLevel.Information, "Would refuse the token of {Subject}, but Authorization:ReportOnly is true: {Reason}. {Remedy}")]
    private partial void LogReported(string subject, string reason, string remedy);
}
