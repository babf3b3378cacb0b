namespace FtlAuth.MockMcp.Admin;

/// <summary>Does to a request what the <see cref="FaultSwitch"/> says.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultSwitch faults, IHostApplicationLifetime lifetime)
{
    private const string HalfAnEvent = "event: message\ndata: {\"jsonrpc\":\"2.0\",";

    public Task InvokeAsync(HttpContext context) => faults.Current switch
    {
        Fault.Error => Answer(context, StatusCodes.Status500InternalServerError),
        Fault.Unauthorized => AnswerUnauthorized(context),
        Fault.Hang => HangAsync(context),
        Fault.Reset => ResetAsync(context),
        Fault.Redirect => AnswerRedirect(context),
        _ => next(context),
    };

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task AnswerUnauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"mock-mcp\"";
        return Answer(context, StatusCodes.Status401Unauthorized);
    }

    private static Task AnswerRedirect(HttpContext context)
    {
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/internal{context.Request.Path}";
        return Answer(context, StatusCodes.Status307TemporaryRedirect);
    }

    private async Task HangAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static async Task ResetAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(HalfAnEvent, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
