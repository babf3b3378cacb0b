using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Answers a refused token: one reason for the client's developer, the operator's log and the metric.</summary>
internal sealed partial class RefusedTokens(
    BearerChallenge challenge, PublicOrigin origin, GatewayMetrics metrics, ILogger<RefusedTokens> logger)
{
    public Task AnswerAsync(HttpContext context, TokenRefusal refusal, TimeSpan retryAfter = default)
    {
        metrics.TokenRefused(refusal);
        context.TraceRefusal(refusal.ToString());
        LogRefused(refusal.LogName(), refusal.Remedy(origin.Resource) ?? "");

        // For want of keys the token may be good: a client must not throw it away.
        return refusal == TokenRefusal.KeysUnavailable
            ? OAuthError.WriteUnavailableAsync(context, refusal.Description(), retryAfter)
            : challenge.WriteInvalidTokenAsync(context, refusal.Description());
    }

    [LoggerMessage(1, LogLevel.Information, "Refused a token: {Reason}. {Remedy}")]
    private partial void LogRefused(string reason, string remedy);
}
