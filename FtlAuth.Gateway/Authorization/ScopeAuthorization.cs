using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Lets requests pass whose token has every scope of <c>AuthKit:RequiredScopes</c> (RFC 6750 section 3.1).</summary>
internal sealed partial class ScopeAuthorization(RequestDelegate next, AuthKitOptions authKit, BearerChallenge challenge, ILogger<ScopeAuthorization> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var token = context.GetVerifiedToken();
        foreach (var scope in authKit.RequiredScopes)
        {
            if (!token.HasScope(scope))
            {
                LogMissingScope(token.Subject, scope);
                return challenge.WriteInsufficientScopeAsync(context);
            }
        }

        return next(context);
    }

    [LoggerMessage(1, LogLevel.Information, "Refused {Subject}: the token lacks the scope {Scope} of AuthKit:RequiredScopes.")]
    private partial void LogMissingScope(string subject, string scope);
}
