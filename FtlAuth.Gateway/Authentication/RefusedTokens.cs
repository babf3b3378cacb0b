using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Answers a refused token: one reason for the client's developer, the operator's log and the metric.</summary>
internal sealed partial class RefusedTokens(
    BearerChallenge challenge, PublicOrigin origin, GatewayMetrics metrics, LogLimit limit, TimeProvider time, ILogger<RefusedTokens> logger)
{
    private readonly LogBudget[] _budgets = [.. Enum.GetValues<TokenRefusal>().Select(_ => new LogBudget(limit, time))];

    public Task AnswerAsync(HttpContext context, TokenRefusal refusal, TimeSpan retryAfter = default)
    {
        metrics.TokenRefused(refusal);
        context.TraceRefusal(refusal.ToString());
        Log(refusal);

        // For want of keys the token may be good: a client must not throw it away.
        return refusal == TokenRefusal.KeysUnavailable
            ? OAuthError.WriteUnavailableAsync(context, refusal.Description(), retryAfter)
            : challenge.WriteInvalidTokenAsync(context, refusal.Description());
    }

    private void Log(TokenRefusal refusal)
    {
        if (!_budgets[(int)refusal].TryTake(out var leftOut))
        {
            return;
        }

        if (leftOut > 0)
        {
            LogLeftOut(leftOut, refusal.LogName(), limit.LinesPerSecond);
        }

        LogRefused(refusal.LogName(), refusal.Remedy(origin.Resource) ?? "");
    }

    [LoggerMessage(1, LogLevel.Information, "Refused a token: {Reason}. {Remedy}")]
    private partial void LogRefused(string reason, string remedy);

    [LoggerMessage(2, LogLevel.Information, "Refused {Count} more tokens: {Reason}. The log tells of {Lines} in a second; the metric ftlauth.token.validations counts all.")]
    private partial void LogLeftOut(long count, string reason, int lines);
}
