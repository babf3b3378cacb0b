using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Has the inspected body sent on: with the user's identity in it, without a forged one, and else byte for byte as it came.</summary>
internal sealed class ForwardedBody(RequestDelegate next, IdentityInjection injection)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.GetMcpRequest();
        if (request.PooledBody is not { } body)
        {
            return next(context);
        }

        var edits = injection.Plan(request.Message, context.GetVerifiedToken(), out var mistake);
        if (mistake is not null)
        {
            return JsonRpcError.WriteAsync(context, StatusCodes.Status400BadRequest, JsonRpcError.InvalidRequest, mistake);
        }

        return edits is null ? ForwardAsync(context, body) : ForwardChangedAsync(context, body, edits);
    }

    private async Task ForwardChangedAsync(HttpContext context, PooledBody body, List<Edit> edits)
    {
        using var changed = body.Apply(edits);
        await ForwardAsync(context, changed);
    }

    private Task ForwardAsync(HttpContext context, PooledBody body)
    {
        context.GetMcpRequest().ForwardedBody = body;
        context.Request.ContentLength = body.Length;
        return next(context);
    }
}
