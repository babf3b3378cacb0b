using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Refuses modern requests of which a header does not say what the body says; in legacy requests these headers mean nothing.</summary>
internal sealed class RequestMetadataGuard(RequestDelegate next, Decisions decisions)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.GetMcpRequest();
        if (request is not { IsModern: true, PooledBody: not null }
            || RequestMetadata.FindMismatch(context.Request.Headers, request.Message, request.Body) is not { } header)
        {
            return next(context);
        }

        decisions.Refused(context, RequestRefusal.HeaderMismatch, $"Refused {context.GetVerifiedToken().Subject}: the header {header} does not say what the body says.");
        return JsonRpcError.WriteAsync(
            context, StatusCodes.Status400BadRequest, JsonRpcError.HeaderMismatch, $"Header mismatch: {header} does not say what the body says");
    }
}
