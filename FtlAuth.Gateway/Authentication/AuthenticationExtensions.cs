using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Authentication;

internal static class AuthenticationExtensions
{
    // How the framework marks a pipeline that authenticates already.
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    /// <summary>Adds the JwtBearer scheme with the strict validator in front of it.</summary>
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
            .AddSingleton<TokenVerifier>()
            .AddSingleton<RefusedTokens>()
            .AddSingleton<BearerChallenge>()
            .ConfigureOptions<JwtBearerSetup>();
    }

    /// <summary>Keeps the scheme for where it is asked for.</summary>
    /// <remarks>
    /// A web application that knows a scheme runs it by itself before everything else: on every path, before the origin is judged, and with the
    /// framework's own reading of the header.
    /// </remarks>
    public static IApplicationBuilder UseNoAuthenticationByItself(this IApplicationBuilder app)
    {
        app.Properties[AuthenticationIsSet] = true;
        return app;
    }

    /// <summary>Lets only requests with a good token pass: presented rightly, and verified before or now.</summary>
    public static IApplicationBuilder UseBearerAuthentication(this IApplicationBuilder app) => app
        .UseMiddleware<BearerPresentationGuard>()
        .UseMiddleware<VerifiedTokens>()
        .UseMiddleware<BearerAuthentication>();

    /// <summary>The token that the request was let in with.</summary>
    public static VerifiedToken GetVerifiedToken(this HttpContext context) => context.Features.GetRequiredFeature<VerifiedToken>();
}
