namespace FtlAuth.Gateway.Operations;

internal static class OperationsExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<KeysHealthCheck>("keys")
            .AddCheck<DrainHealthCheck>("drain")
            .AddCheck<DependenciesHealthCheck>("dependencies");
        return services.AddSingleton<GatewayMetrics>().AddHostedService<StartupReport>();
    }

    /// <summary>Gives every answer its trace id, and turns exceptions into 500.</summary>
    public static IApplicationBuilder UseFailClosed(this IApplicationBuilder app) => app.UseMiddleware<FailClosed>();

    /// <summary>Answers 404 to every path that is not exactly one of the gateway's.</summary>
    public static IApplicationBuilder UseExactPaths(this IApplicationBuilder app) => app.UseMiddleware<ExactPaths>();
}
