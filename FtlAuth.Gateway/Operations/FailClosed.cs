using System.Diagnostics;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Operations;

/// <summary>The outermost step: every answer carries the trace id, and an exception is a 500 that tells the client nothing else.</summary>
internal sealed partial class FailClosed(RequestDelegate next, ILogger<FailClosed> logger)
{
    /// <summary>The header that tells the client the id of its request's trace.</summary>
    public const string TraceIdHeader = "X-Trace-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        context.Response.Headers[TraceIdHeader] = traceId;
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            LogClientGone();
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await OAuthError.WriteAsync(context, exception.StatusCode, OAuthError.InvalidRequest, "The request is malformed");
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailed(exception, traceId);
            await OAuthError.WriteAsync(context, StatusCodes.Status500InternalServerError, "server_error", "The gateway failed, quote the trace id to its operator");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed in the gateway itself and was answered with 500; the MCP server was not asked again. Trace id {TraceId}.")]
    private partial void LogFailed(Exception exception, string traceId);

    [LoggerMessage(2, LogLevel.Debug, "The client went away.")]
    private partial void LogClientGone();
}
