using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Lets POST, GET and DELETE pass, and no request that wants to become something else than HTTP.</summary>
internal sealed class MethodGuard(RequestDelegate next)
{
    private const string Allowed = "GET, POST, DELETE";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsDelete(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = Allowed;
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        if (request.Headers.ContainsKey(HeaderNames.Upgrade))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        return next(context);
    }
}
