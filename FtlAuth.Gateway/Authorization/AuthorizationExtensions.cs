namespace FtlAuth.Gateway.Authorization;

internal static class AuthorizationExtensions
{
    public static IServiceCollection AddAccessRules(this IServiceCollection services) => services
        .AddSingleton<AccessPolicy>()
        .AddHostedService<SupportedScopes>();

    /// <summary>Lets only requests pass whose token has the required scopes.</summary>
    public static IApplicationBuilder UseScopeAuthorization(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<AuthorizationOptions>().ReportOnly)
        {
            app.UseMiddleware<AudienceReport>();
        }

        return app.UseMiddleware<ScopeAuthorization>();
    }

    /// <summary>Lets only requests pass whose token has what the methods and tools in the body need; nothing without such rules.</summary>
    public static IApplicationBuilder UseMessageAuthorization(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<AccessPolicy>().HasRules ? app.UseMiddleware<MessageAuthorization>() : app;
}
