using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Mcp;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Cors;

/// <summary>
/// Refuses a foreign <c>Origin</c> on the MCP endpoint before the token is looked at, which is the guard against DNS rebinding, and answers
/// preflights at once. <see cref="CorsHeaders"/> has judged the origin.
/// </summary>
internal sealed class OriginGuard(RequestDelegate next, GatewayOptions gateway, Decisions decisions)
{
    private const string Methods = "GET, POST, DELETE, OPTIONS";
    private const string AllowedHeaders =
        "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isAllowed = request.Headers.Origin.Count == 0 || context.Response.Headers.AccessControlAllowOrigin.Count > 0;
        if (!isAllowed && request.Path.Value == gateway.Path)
        {
            decisions.Refused(
                context, RequestRefusal.ForeignOrigin, $"Refused a request from a foreign browser origin. If the page is yours, list its origin in Cors:AllowedOrigins.");
            return JsonRpcError.WriteAsync(context, StatusCodes.Status403Forbidden, JsonRpcError.ServerError, "This origin is not allowed");
        }

        return HttpMethods.IsOptions(request.Method) ? AnswerPreflight(context) : next(context);
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
}
