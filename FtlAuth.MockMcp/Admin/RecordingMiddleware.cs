namespace FtlAuth.MockMcp.Admin;

/// <summary>Records a request before anything, a fault included, is done to it.</summary>
internal sealed class RecordingMiddleware(RequestDelegate next, ReceivedRequests received)
{
    public Task InvokeAsync(HttpContext context)
    {
        received.Add(ReceivedRequest.From(context));
        return next(context);
    }
}
