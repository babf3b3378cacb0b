namespace FtlAuth.Gateway.Proxy;

internal static class ProxyExtensions
{
    public static IServiceCollection AddMcpForwarder(this IServiceCollection services) => services
        .AddHttpForwarder()
        .AddSingleton<UpstreamClient>()
        .AddSingleton<UpstreamAddress>()
        .AddSingleton<UpstreamState>()
        .AddSingleton<EventStreams>()
        .AddSingleton<McpForwarder>();

    /// <summary>Lets only POST, GET and DELETE pass.</summary>
    public static IApplicationBuilder UseMethodGuard(this IApplicationBuilder app) => app.UseMiddleware<MethodGuard>();

    /// <summary>Ends the pipeline: forwards to the MCP server.</summary>
    public static void RunMcpForwarder(this IApplicationBuilder app) =>
        app.Run(app.ApplicationServices.GetRequiredService<McpForwarder>().ForwardAsync);
}
