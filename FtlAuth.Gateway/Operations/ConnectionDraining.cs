namespace FtlAuth.Gateway.Operations;

/// <summary>
/// While the gateway drains, each answer on HTTP/1.x tells that its connection closes: a request on one that is kept alive could otherwise be on its way
/// when the server stops. HTTP/2 tells it in frames of its own.
/// </summary>
internal sealed class ConnectionDraining(RequestDelegate next, Draining draining)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (draining.HasBegun && (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol)))
        {
            context.Response.OnStarting(Close, context.Response);
        }

        return next(context);
    }

    // At the last moment: an answer may be cleared before.
    private static Task Close(object response)
    {
        ((HttpResponse)response).Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
