using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Mcp;

internal static class McpExtensions
{
    public static IServiceCollection AddMcpInspection(this IServiceCollection services) => services.AddSingleton<IdentityInjection>();

    /// <summary>Lets only requests pass whose body is one JSON-RPC message, and tells those behind it what it says.</summary>
    public static IApplicationBuilder UseBodyInspection(this IApplicationBuilder app) => app.UseMiddleware<BodyInspection>();

    /// <summary>Lets modern requests pass only when their headers say what their body says.</summary>
    public static IApplicationBuilder UseRequestMetadataGuard(this IApplicationBuilder app) => app.UseMiddleware<RequestMetadataGuard>();

    /// <summary>Has the inspected body sent on: with the user's identity in it, without a forged one, and else as it came.</summary>
    public static IApplicationBuilder UseForwardedBody(this IApplicationBuilder app) => app.UseMiddleware<ForwardedBody>();

    /// <summary>What is known of the request as one of MCP, once its body was inspected.</summary>
    public static McpRequest GetMcpRequest(this HttpContext context) => context.Features.GetRequiredFeature<McpRequest>();
}
