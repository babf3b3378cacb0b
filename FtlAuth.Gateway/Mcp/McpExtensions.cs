namespace FtlAuth.Gateway.Mcp;

internal static class McpExtensions
{
    public static IServiceCollection AddMcpInspection(this IServiceCollection services) => services.AddSingleton<IdentityInjection>();

    /// <summary>Lets only requests pass whose body is one JSON-RPC message, and puts the user's identity into it.</summary>
    public static IApplicationBuilder UseBodyInspection(this IApplicationBuilder app) => app.UseMiddleware<BodyInspection>();
}
