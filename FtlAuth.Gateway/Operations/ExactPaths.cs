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
    private static readonly string[] HealthPaths = [HealthEndpoints.Health, HealthEndpoints.Alive, HealthEndpoints.Started];

    private readonly HashSet<string> _known =
    [
        gateway.Path,
        ProtectedResourceMetadataEndpoints.Path,
        ProtectedResourceMetadataEndpoints.Path + gateway.Path,
        AuthorizationServerMetadataEndpoints.Path,
        AuthorizationServerMetadataEndpoints.Path + gateway.Path,
        "/",
        .. gateway.ManagementPort is null ? HealthPaths : [],
    ];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "";
        if (!IsPrintable(context))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest);
        }

        if (HttpMethods.IsConnect(request.Method))
        {
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed);
        }

        if (!IsKnown(context, path) || !IsAsSent(context, path))
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound);
        }

        if (path == gateway.Path)
        {
            return next(context);
        }

        // The health checks would answer to every method.
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            ? ServeAsync(context)
            : RefuseAsync(context, StatusCodes.Status405MethodNotAllowed);
    }

    // By the port that was connected to, whatever the Host header says.
    private bool IsKnown(HttpContext context, string path) =>
        context.Connection.LocalPort == gateway.ManagementPort ? HealthPaths.Contains(path) : _known.Contains(path);

    private async Task ServeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode >= StatusCodes.Status400BadRequest && !context.Response.HasStarted)
        {
            context.Response.Headers.CacheControl = "no-store";
        }
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = "GET, HEAD";
        }

        return Task.CompletedTask;
    }

    // On HTTP/2 the server lets spaces, controls and all of Unicode through, which on the request line to the MCP server would end the target,
    // begin a header, or worse (RFC 9113 section 10.3). A fragment is no part of a target either (RFC 9112 section 3.2).
    private static bool IsPrintable(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        return !target.ContainsAnyExceptInRange('!', '~') && !target.Contains('#');
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
