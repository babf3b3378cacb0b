namespace FtlAuth.Gateway.Cors;

internal static class CorsExtensions
{
    /// <summary>Answers preflights, sets CORS headers, and refuses foreign origins on the MCP endpoint.</summary>
    public static IApplicationBuilder UseOriginGuard(this IApplicationBuilder app) => app.UseMiddleware<OriginGuard>();
}
