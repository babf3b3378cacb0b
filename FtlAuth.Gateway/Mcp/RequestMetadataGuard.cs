namespace FtlAuth.Gateway.Mcp;

/// <summary>Refuses modern requests of which a header does not say what the body says; in legacy requests these headers mean nothing.</summary>
internal sealed class RequestMetadataGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.GetMcpRequest();
        return request is { IsModern: true, PooledBody: not null }
            && RequestMetadata.FindMismatch(context.Request.Headers, request.Message, request.Body) is { } header
                ? JsonRpcError.WriteAsync(
                    context, StatusCodes.Status400BadRequest, JsonRpcError.HeaderMismatch, $"Header mismatch: {header} does not say what the body says")
                : next(context);
    }
}
