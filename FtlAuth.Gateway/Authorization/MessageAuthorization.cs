using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Lets requests pass whose token has what the methods and tools in the body need.</summary>
internal sealed class MessageAuthorization(
    RequestDelegate next,
    AccessPolicy policy,
    AuthorizationOptions options,
    TrustedIssuers issuers,
    BearerChallenge challenge,
    Decisions decisions)
{
    private readonly HashSet<string> _known = [.. options.Scopes];

    public Task InvokeAsync(HttpContext context)
    {
        var token = context.GetVerifiedToken();
        var decision = policy.Judge(context.GetMcpRequest(), token);
        if (decision.Outcome == AccessOutcome.Allowed)
        {
            return next(context);
        }

        var isOfMethod = decision.Outcome == AccessOutcome.MethodUnclear || decision.Rule?.Key.StartsWith("Authorization:Methods", StringComparison.Ordinal) == true;
        var reason = isOfMethod ? RequestRefusal.Method : RequestRefusal.Tool;
        if (options.ReportOnly)
        {
            decisions.Reported(context, reason, $"Would refuse {token.Subject}, but Authorization:ReportOnly is true: {Describe(decision)}.");
            return next(context);
        }

        decisions.Refused(context, reason, $"Refused {token.Subject}: {Describe(decision)}.");
        return decision.Outcome switch
        {
            AccessOutcome.ScopeMissing => challenge.WriteInsufficientScopeAsync(context, ScopesToAskFor(token, decision.Scopes!)),
            AccessOutcome.ClaimMissing => JsonRpcError.WriteAsync(
                context, StatusCodes.Status403Forbidden, JsonRpcError.ServerError, "The user may not do this: the access token lacks a claim that is needed"),
            _ => JsonRpcError.WriteAsync(
                context, StatusCodes.Status400BadRequest, JsonRpcError.InvalidRequest, "The message must name its method, and a call its tool, by a plain string"),
        };
    }

    // Some clients ask for just the scopes that they are told here. With those of other rules that the token has already, the next token serves
    // both, and a client does not go back and forth between two of them.
    private string ScopesToAskFor(VerifiedToken token, IReadOnlyList<string> needed) => string.Join(
        ' ', issuers.Of(token).Options.RequiredScopes.Union(needed, StringComparer.Ordinal).Union(token.Scopes.Where(_known.Contains), StringComparer.Ordinal));

    private static string Describe(AccessDecision decision) => decision.Outcome switch
    {
        AccessOutcome.ScopeMissing => $"{decision.Rule!.Key} needs the scope {decision.Missing}",
        AccessOutcome.ClaimMissing => $"{decision.Rule!.Key} needs another value of the claim {decision.Missing}, which no new token would bring",
        _ => "it is not clear which method or tool the message calls",
    };
}
