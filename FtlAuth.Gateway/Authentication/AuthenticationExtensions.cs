using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Authentication;

internal static class AuthenticationExtensions
{
    /// <summary>Adds the JwtBearer scheme with the strict validator under it.</summary>
    /// <remarks>
    /// On the core of the framework's authentication: AddAuthentication would also write data protection keys to disk, and read settings from
    /// <c>Authentication:Schemes</c> that could loosen the scheme.
    /// </remarks>
    public static IServiceCollection AddBearerAuthentication(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options => options.AddScheme<JwtBearerHandler>(JwtBearerDefaults.AuthenticationScheme, null));
        return services
            .AddWebEncoders()
            .AddSingleton<AcceptedAudience>()
            .AddSingleton<VerifiedTokenCache>()
            .AddSingleton<BearerTokenHandler>()
            .AddSingleton<RefusedTokens>()
            .AddSingleton<BearerChallenge>()
            .ConfigureOptions<JwtBearerSetup>();
    }

    /// <summary>Lets only requests with a good token pass: presented rightly, and verified before or now.</summary>
    public static IApplicationBuilder UseBearerAuthentication(this IApplicationBuilder app) => app
        .UseMiddleware<BearerPresentationGuard>()
        .UseMiddleware<VerifiedTokens>()
        .UseMiddleware<BearerAuthentication>();

    /// <summary>The token that the request was let in with.</summary>
    public static VerifiedToken GetVerifiedToken(this HttpContext context) => context.Features.GetRequiredFeature<VerifiedToken>();
}
