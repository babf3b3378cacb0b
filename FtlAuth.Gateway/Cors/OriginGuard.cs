using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Mcp;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Cors;

/// <summary>
/// Lets browsers in, and only from origins that belong here: CORS on every answer, preflights answered at once, and on the MCP endpoint a
/// foreign <c>Origin</c> refused before the token is looked at, which is the guard against DNS rebinding.
/// </summary>
internal sealed partial class OriginGuard(
    RequestDelegate next, GatewayOptions gateway, CorsOptions options, ILogger<OriginGuard> logger)
{
    private const string WellKnown = "/.well-known/";
    private const string Methods = "GET, POST, DELETE, OPTIONS";
    private const string AllowedHeaders =
        "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID";
    private const string ExposedHeaders = "WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, Retry-After, X-Trace-Id";

    private readonly HashSet<string> _listed = [.. options.AllowedOrigins];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        if (path.StartsWith(WellKnown, StringComparison.Ordinal))
        {
            SetAnyOrigin(context.Response.Headers);
            return HttpMethods.IsOptions(request.Method) ? AnswerPreflight(context) : next(context);
        }

        var origin = request.Headers.Origin;
        if (origin.Count > 0)
        {
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
            if (origin.Count == 1 && IsAllowed(origin[0] ?? ""))
            {
                SetOrigin(context.Response.Headers, origin[0]!);
            }
            else if (path == gateway.Path)
            {
                LogForeignOrigin();
                return JsonRpcError.WriteAsync(context, StatusCodes.Status403Forbidden, JsonRpcError.ServerError, "This origin is not allowed");
            }
        }

        return HttpMethods.IsOptions(request.Method) ? AnswerPreflight(context) : next(context);
    }

    private bool IsAllowed(string origin) =>
        options.AllowsAll
        || _listed.Contains(origin)
        || (gateway.PublicUrl.Length > 0 && origin == gateway.PublicUrl)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && ListeningAddresses.IsLoopbackHost(uri.Host)
            && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase));

    private static void SetAnyOrigin(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = ExposedHeaders;
    }

    private static void SetOrigin(IHeaderDictionary headers, string origin)
    {
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = ExposedHeaders;
    }

    private static Task AnswerPreflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = HeadersFor(context.Request.Headers.AccessControlRequestHeaders.ToString());
        headers.AccessControlMaxAge = "86400";
        headers.Append(HeaderNames.Vary, HeaderNames.AccessControlRequestHeaders);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    // The fixed ones, and whatever else the client means to send: what it may send is judged on the request itself.
    private static string HeadersFor(string requested)
    {
        var known = AllowedHeaders.Split(", ");
        var further = requested.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return string.Join(", ", known.Concat(further));
    }

    [LoggerMessage(1, LogLevel.Information, "Refused a request from a foreign browser origin. If the page is yours, list its origin in Cors:AllowedOrigins.")]
    private partial void LogForeignOrigin();
}
