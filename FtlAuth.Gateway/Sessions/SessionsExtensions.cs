using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Sessions;

internal static class SessionsExtensions
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services.AddSingleton(provider =>
        new SessionIds(DerivedKey.Derive(provider.GetRequiredService<GatewayOptions>(), SessionIds.KeyLabel)));

    /// <summary>Lets requests with a session id pass only when it was handed out to the user; nothing with <c>Sessions:Bind=false</c>.</summary>
    public static IApplicationBuilder UseSessionBinding(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<SessionsOptions>().Bind ? app.UseMiddleware<SessionBinding>() : app;
}
