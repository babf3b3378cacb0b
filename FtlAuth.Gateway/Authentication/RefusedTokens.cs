using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.RateLimits;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Answers a refused token: one reason for the client's developer, the operator's log and the metric.</summary>
internal sealed class RefusedTokens(BearerChallenge challenge, PublicOrigin origin, GatewayMetrics metrics, Decisions decisions, RefusalLimit? limit = null)
{
    public Task AnswerAsync(HttpContext context, TokenRefusal refusal, TimeSpan retryAfter = default)
    {
        metrics.TokenRefused(refusal);
        if (limit is not null && limit.IsExceeded(context, refusal, out var wait))
        {
            decisions.Refused(
                context,
                RequestRefusal.AddressLimit,
                $"Refused a token: {refusal.LogName()}. Its address has sent more such tokens than RateLimits:RefusalsPerAddress allows.",
                cause: refusal);
            return OAuthError.WriteTooManyAsync(context, wait);
        }

        decisions.Refused(context, refusal, $"Refused a token: {refusal.LogName()}. {refusal.Remedy(origin.Resource)}");

        // For want of keys the token may be good: a client must not throw it away.
        return refusal == TokenRefusal.KeysUnavailable
            ? OAuthError.WriteUnavailableAsync(context, refusal.Description(), retryAfter)
            : challenge.WriteInvalidTokenAsync(context, refusal.Description());
    }
}
