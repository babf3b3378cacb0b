using FtlAuth.Gateway.Jwks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Lets requests with a good token pass and answers all others: the gateway's own challenge, since the framework's says too much and too little.</summary>
internal sealed partial class BearerAuthentication(
    RequestDelegate next, BearerChallenge challenge, IssuerKeys keys, ILogger<BearerAuthentication> logger)
{
    private const string QueryParameter = "access_token";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var credentials = BearerCredentials.Read(request.Headers.Authorization, request.QueryString.HasValue && request.Query.ContainsKey(QueryParameter));
        switch (credentials.Presentation)
        {
            case BearerPresentation.None:
                await challenge.WriteMissingAsync(context);
                return;
            case BearerPresentation.Ambiguous:
                await challenge.WriteInvalidRequestAsync(context, "The access token must be sent once, in one Authorization header");
                return;
            case BearerPresentation.Malformed:
                await RefuseAsync(context, TokenRefusal.MalformedCredentials);
                return;
            case BearerPresentation.TooLarge:
                await RefuseAsync(context, TokenRefusal.TooLarge);
                return;
        }

        context.Features.Set(new BearerCredentialsFeature(credentials.Token!));
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!result.Succeeded)
        {
            await RefuseAsync(context, (result.Failure as TokenRefusedException)?.Refusal ?? TokenRefusal.MalformedToken);
            return;
        }

        context.User = result.Principal;
        await next(context);
    }

    private Task RefuseAsync(HttpContext context, TokenRefusal refusal)
    {
        LogRefused(refusal.LogName(), refusal.Remedy() ?? "");
        return refusal == TokenRefusal.KeysUnavailable
            ? OAuthError.WriteUnavailableAsync(context, refusal.Description(), keys.RetryAfter)
            : challenge.WriteInvalidTokenAsync(context, refusal.Description());
    }

    [LoggerMessage(1, LogLevel.Information, "Refused a token: {Reason}. {Remedy}")]
    private partial void LogRefused(string reason, string remedy);
}
