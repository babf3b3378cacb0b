using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Lets requests pass whose token has every scope that its issuer's tokens must have, <c>AuthKit:RequiredScopes</c> (RFC 6750 section 3.1).</summary>
internal sealed class ScopeAuthorization(
    RequestDelegate next,
    TrustedIssuers issuers,
    AuthorizationOptions options,
    BearerChallenge challenge,
    Decisions decisions)
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

            if (options.ReportOnly)
            {
                decisions.Reported(
                    context, RequestRefusal.Scope, $"Would refuse {token.Subject}, but Authorization:ReportOnly is true: the token lacks the scope {scope} of AuthKit:RequiredScopes.");
                break;
            }

            decisions.Refused(context, RequestRefusal.Scope, $"Refused {token.Subject}: the token lacks the scope {scope} of AuthKit:RequiredScopes.");
            return challenge.WriteInsufficientScopeAsync(context, issuer.Scope);
        }

        return next(context);
    }
}
