using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Has the JwtBearer scheme take its user from the token that the gateway has verified, and from nowhere else.</summary>
/// <remarks>The scheme's own ways to read, find the keys of, and validate a token are lenient where the gateway is strict: none of them is left to it.</remarks>
internal sealed class JwtBearerSetup : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.TokenHandlers.Clear();
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (context.HttpContext.Features.Get<VerifiedToken>() is { } token)
                {
                    context.Principal = token.Principal;
                    context.Success();
                }
                else
                {
                    context.NoResult();
                }

                return Task.CompletedTask;
            },
        };
    }
}
