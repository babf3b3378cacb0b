namespace FtlAuth.Gateway.Cors;

internal static class CorsExtensions
{
    /// <summary>Sets the CORS headers of every answer that comes after it.</summary>
    public static IApplicationBuilder UseCorsHeaders(this IApplicationBuilder app) => app.UseMiddleware<CorsHeaders>();

    /// <summary>Refuses foreign origins on the MCP endpoint, and answers preflights.</summary>
    public static IApplicationBuilder UseOriginGuard(this IApplicationBuilder app) => app.UseMiddleware<OriginGuard>();
}
