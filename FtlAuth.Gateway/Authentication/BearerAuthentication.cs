using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Has the JwtBearer scheme judge a token that was not verified before, and lets only good ones pass.</summary>
internal sealed class BearerAuthentication(RequestDelegate next, RefusedTokens refused)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<VerifiedToken>() is null ? AuthenticateAsync(context) : next(context);

    private async Task AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!result.Succeeded)
        {
            var failure = result.Failure as TokenRefusedException;
            await refused.AnswerAsync(context, failure?.Refusal ?? TokenRefusal.MalformedToken, failure?.RetryAfter ?? TimeSpan.Zero);
            return;
        }

        context.User = result.Principal;
        await next(context);
    }
}
