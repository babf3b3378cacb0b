using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Says of each request that it would be refused for the audience of its token, where <c>Authorization:ReportOnly</c> lets it pass.</summary>
internal sealed class AudienceReport(
    RequestDelegate next, PublicOrigin origin, Decisions decisions)
{
    public Task InvokeAsync(HttpContext context)
    {
        var token = context.GetVerifiedToken();
        if (token.Reported is var refusal and not TokenRefusal.None)
        {
            decisions.Reported(
                context,
                RequestRefusal.Audience,
                $"Would refuse the token of {token.Subject}, but Authorization:ReportOnly is true: {refusal.LogName()}. {refusal.Remedy(origin.Resource)}");
        }

        return next(context);
    }
}
