using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Lets requests pass whose token has every scope that its issuer's tokens must have, <c>AuthKit:RequiredScopes</c> (RFC 6750 section 3.1).</summary>
internal sealed partial class ScopeAuthorization(
    RequestDelegate next,
    TrustedIssuers issuers,
    AuthorizationOptions options,
    BearerChallenge challenge,
    GatewayMetrics metrics,
    ILogger<ScopeAuthorization> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var token = context.GetVerifiedToken();
        var issuer = issuers.Of(token);
        foreach (var scope in issuer.Options.RequiredScopes)
        {
            if (token.HasScope(scope))
            {
                continue;
            }

            metrics.RequestRefused(GatewayMetrics.ScopeRule, options.ReportOnly);
            context.TraceRefusal(GatewayMetrics.ScopeRule);
            if (options.ReportOnly)
            {
                LogReported(token.Subject, scope);
                break;
            }

            LogMissingScope(token.Subject, scope);
            return challenge.WriteInsufficientScopeAsync(context, issuer.Scope);
        }

        return next(context);
    }

    [LoggerMessage(1, LogLevel.Information, "Refused {Subject}: the token lacks the scope {Scope} of AuthKit:RequiredScopes.")]
    private partial void LogMissingScope(string subject, string scope);

    [LoggerMessage(2, LogLevel.Information, "Would refuse {Subject}, but Authorization:ReportOnly is true: the token lacks the scope {Scope} of AuthKit:RequiredScopes.")]
    private partial void LogReported(string subject, string scope);
}
