using FtlAuth.Gateway.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Has the JwtBearer scheme judge a token that was not verified before, and lets only good ones pass.</summary>
internal sealed class BearerAuthentication(RequestDelegate next, RefusedTokens refused, GatewayMetrics metrics, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<VerifiedToken>() is null ? AuthenticateAsync(context) : next(context);

    private async Task AuthenticateAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        var result = await ValidateAsync(context);
        metrics.TokenJudged(time.GetElapsedTime(began));
        if (!result.Succeeded)
        {
            var failure = (TokenRefusedException)result.Failure!;
            await refused.AnswerAsync(context, failure.Refusal, failure.RetryAfter);
            return;
        }

        context.User = result.Principal;
        context.TraceUser(context.GetVerifiedToken().Subject);
        await next(context);
    }

    private static async Task<AuthenticateResult> ValidateAsync(HttpContext context)
    {
        using var span = GatewayTracing.StartTokenValidation();
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Succeeded)
        {
            span?.SetTag(GatewayTracing.TokenOutcome, GatewayMetrics.Verified);
            return result;
        }

        // Anything but a refusal is a fault of the gateway: answered as one, and not as a bad token, which a client would throw away.
        var failure = result.Failure as TokenRefusedException
            ?? throw new InvalidOperationException("The scheme has not judged the token.", result.Failure);
        span?.SetTag(GatewayTracing.TokenOutcome, failure.Refusal.ToString());
        return result;
    }
}
