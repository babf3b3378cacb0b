using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Operations;

internal static class OperationsExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<KeysHealthCheck>("keys")
            .AddCheck<DrainHealthCheck>("drain")
            .AddCheck<StartedHealthCheck>("started", tags: [StartedHealthCheck.Tag])
            .AddCheck<DependenciesHealthCheck>("dependencies");
        services.AddOptions<HostOptions>().Configure<GatewaySettings>(
            (host, settings) => host.ShutdownTimeout = settings.DrainDelay + settings.Limits.DrainTimeout);
        return services
            .KeepQueriesOutOfLogs()
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<Draining>()
            .AddHostedService<StateMetrics>()
            .AddHostedService<GracefulShutdown>()
            .AddHostedService<StartupReport>();
    }

    /// <summary>Gives every answer its trace id, and turns exceptions into 500.</summary>
    public static IApplicationBuilder UseFailClosed(this IApplicationBuilder app) => app.UseMiddleware<FailClosed>();

    /// <summary>Lets connections close that are kept alive, while the gateway drains.</summary>
    public static IApplicationBuilder UseConnectionDraining(this IApplicationBuilder app) => app.UseMiddleware<ConnectionDraining>();

    /// <summary>Answers 404 to every path that is not exactly one of the gateway's.</summary>
    public static IApplicationBuilder UseExactPaths(this IApplicationBuilder app) => app.UseMiddleware<ExactPaths>();
}
