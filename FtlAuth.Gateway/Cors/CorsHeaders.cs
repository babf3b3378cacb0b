using FtlAuth.Gateway.Configuration;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Cors;

/// <summary>Lets pages of allowed origins read every answer, errors and proxied ones included; the metadata is for pages of every origin.</summary>
internal sealed class CorsHeaders(RequestDelegate next, GatewayOptions gateway, CorsOptions options)
{
    private const string WellKnown = "/.well-known/";
    private const string ExposedHeaders = "WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, Retry-After, X-Trace-Id";

    private readonly HashSet<string> _listed = [.. options.AllowedOrigins];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var headers = context.Response.Headers;
        var origin = request.Headers.Origin;
        if (request.Path.Value?.StartsWith(WellKnown, StringComparison.Ordinal) == true)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = ExposedHeaders;
        }
        else if (origin.Count > 0)
        {
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
            if (origin.Count == 1 && IsAllowed(origin[0] ?? ""))
            {
                headers.AccessControlAllowOrigin = origin[0];
                headers.AccessControlExposeHeaders = ExposedHeaders;
            }
        }

        return next(context);
    }

    private bool IsAllowed(string origin) =>
        options.AllowsAll
        || _listed.Contains(origin)
        || (gateway.PublicUrl.Length > 0 && origin == gateway.PublicUrl)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && ListeningAddresses.IsLoopbackHost(uri.Host)
            && uri.UserInfo.Length == 0
            && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase));
}
