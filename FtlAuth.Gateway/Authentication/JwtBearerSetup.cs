using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Puts the strict validator under the JwtBearer scheme, and nothing of the scheme's own around it.</summary>
internal sealed class JwtBearerSetup(BearerTokenHandler handler) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(handler);
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.Events = new JwtBearerEvents
        {
            // The token as the gateway read it from the request, which is stricter than how the scheme would.
            OnMessageReceived = context =>
            {
                context.Token = context.HttpContext.Features.Get<BearerCredentialsFeature>()?.Token.ToString();
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                context.HttpContext.Features.Set((VerifiedToken)context.SecurityToken);
                return Task.CompletedTask;
            },
        };
    }
}
