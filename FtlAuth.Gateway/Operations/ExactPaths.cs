using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Operations;

/// <summary>
/// Knows the gateway's paths, byte for byte: routing takes <c>/MCP</c>, <c>/mcp/</c> and <c>/m%63p</c> for <c>/mcp</c>, and what two readers take
/// for different things is where rules are bypassed. Any other path is 404, without a challenge.
/// </summary>
internal sealed class ExactPaths(RequestDelegate next, GatewayOptions gateway)
{
    private readonly HashSet<string> _known =
    [
        gateway.Path,
        ProtectedResourceMetadataEndpoints.Path,
        ProtectedResourceMetadataEndpoints.Path + gateway.Path,
        AuthorizationServerMetadataEndpoints.Path,
        AuthorizationServerMetadataEndpoints.Path + gateway.Path,
        "/",
        "/health",
        "/alive",
    ];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsConnect(request.Method) || HttpMethods.IsTrace(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        var path = request.Path.Value ?? "";
        if (_known.Contains(path) && IsAsSent(context, path))
        {
            return path == gateway.Path ? next(context) : ServeAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    // Routing refuses methods, and pages refuse readers, without a word on caching.
    private async Task ServeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode >= StatusCodes.Status400BadRequest && !context.Response.HasStarted)
        {
            context.Response.Headers.CacheControl = "no-store";
        }
    }

    private static bool IsAsSent(HttpContext context, string path)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();

        // The absolute form (RFC 9112 section 3.2.2): what comes before the path is judged nowhere else.
        var authority = target.StartsWith("/") ? -1 : target.IndexOf("://");
        if (authority >= 0)
        {
            target = target[(authority + 3)..];
            target = target.IndexOf('/') is var slash and >= 0 ? target[slash..] : "/";
        }

        var query = target.IndexOf('?');
        return (query >= 0 ? target[..query] : target).SequenceEqual(path);
    }
}
