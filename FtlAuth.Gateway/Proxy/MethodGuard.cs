using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Mcp;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Lets POST, GET and DELETE pass, and no request that wants to become something else than HTTP.</summary>
internal sealed class MethodGuard(RequestDelegate next, Decisions decisions)
{
    private const string Allowed = "GET, POST, DELETE";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsDelete(request.Method))
        {
            decisions.Refused(context, RequestRefusal.HttpMethod, $"Refused a request of another HTTP method than {Allowed}.");
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = Allowed;
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        if (!request.Headers.ContainsKey(HeaderNames.Upgrade))
        {
            return next(context);
        }

        // With a body of JSON-RPC, since a client of both eras would take a bare 400 for the answer of a legacy server.
        decisions.Refused(context, RequestRefusal.Upgrade, $"Refused a request to upgrade to another protocol; Java's HttpClient asks for h2c unless its version is HTTP/1.1.");
        return JsonRpcError.WriteAsync(context, StatusCodes.Status400BadRequest, JsonRpcError.InvalidRequest, "An upgrade to another protocol is not accepted");
    }
}
