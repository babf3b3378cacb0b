using FtlAuth.Gateway.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Has a token judged that was not verified before, and lets only good ones pass.</summary>
/// <remarks>
/// What is refused never gets to the JwtBearer scheme, whose work would make a bad token dearer than a good one; a good one makes the scheme's user.
/// </remarks>
internal sealed class BearerAuthentication(RequestDelegate next, TokenVerifier verifier, RefusedTokens refused, GatewayMetrics metrics, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<VerifiedToken>() is null ? AuthenticateAsync(context) : next(context);

    private async Task AuthenticateAsync(HttpContext context)
    {
        var verdict = await JudgeAsync(context);
        if (verdict.Token is not { } token)
        {
            await refused.AnswerAsync(context, verdict.Refusal, verdict.RetryAfter);
            return;
        }

        context.Features.Set(token);
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        context.User = result.Principal ?? throw new InvalidOperationException("The scheme does not know the user of a verified token.", result.Failure);
        context.TraceUser(token.Subject);
        await next(context);
    }

    private async ValueTask<TokenVerdict> JudgeAsync(HttpContext context)
    {
        using var span = GatewayTracing.StartTokenValidation();
        var began = time.GetTimestamp();
        var verdict = await verifier.VerifyAsync(context.Features.GetRequiredFeature<BearerCredentialsFeature>().Token);
        metrics.TokenJudged(time.GetElapsedTime(began));
        span?.SetTag(GatewayTracing.TokenOutcome, verdict.Token is null ? verdict.Refusal.ToString() : GatewayMetrics.Verified);
        return verdict;
    }
}
