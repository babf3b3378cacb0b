using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Sessions;
using Yarp.ReverseProxy.Forwarder;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Forwards the request to the MCP server with YARP. Streams are neither buffered nor timed once they have begun.</summary>
internal sealed partial class McpForwarder(
    IHttpForwarder forwarder,
    UpstreamClient client,
    UpstreamAddress upstream,
    UpstreamState state,
    McpGatewayOptions options,
    IdentityOptions identityOptions,
    SessionsOptions sessions,
    SessionIds sessionIds,
    LimitsOptions limits,
    PublicOrigin origin,
    EventStreams streams,
    Draining draining,
    Decisions decisions,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<McpForwarder> logger)
{
    private const string Unreachable = "unreachable";

    // YARP's own timeout counts between two parts of a stream, where silence is no error; this gateway times the headers instead.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromMilliseconds(int.MaxValue), AllowResponseBuffering = false };

    public async Task ForwardAsync(HttpContext context)
    {
        using var counted = draining.CountRequest();
        var token = context.GetVerifiedToken();
        decisions.Accepted(context);

        // How long the server takes is real time, whatever clock the gateway goes by.
        var began = TimeProvider.System.GetTimestamp();
        if (await ResolveAsync(context) is not { } address)
        {
            metrics.UpstreamEnded(Unreachable, TimeProvider.System.GetElapsedTime(began));
            return;
        }

        using var timeout = new CancellationTokenSource(limits.UpstreamTimeout, time);
        var exchange = new UpstreamExchange(
            address,
            options,
            origin.PartsOf(context.Request),
            token.IdentityHeaders ??= IdentityOf(token),
            streams,
            sessions.Bind ? sessionIds : null,
            timeout);
        ForwarderError error;
        var timedOut = false;
        try
        {
            error = await forwarder.SendAsync(context, options.Url, client.InvokerOf(exchange), Config, exchange, timeout.Token);
            timedOut = timeout.IsCancellationRequested;
            if (!exchange.Sending.IsCompleted)
            {
                await EndSendingAsync(exchange.Sending, timeout, context.RequestAborted);
            }
        }
        finally
        {
            // YARP throws where a client goes away at the moment at which the answer begins.
            Count(context, exchange, began, timedOut);
        }

        await FinishAsync(context, exchange, error, timedOut);
    }

    private void Count(HttpContext context, UpstreamExchange exchange, long began, bool timedOut)
    {
        if (exchange.IsStream)
        {
            metrics.StreamClosed();
        }

        if (metrics.TimesUpstream)
        {
            var outcome = exchange.RefusedStatus > 0 ? "not_relayed"
                : exchange.HasAnswered ? "answered"
                : context.RequestAborted.IsCancellationRequested ? "client_gone"
                : timedOut ? "timeout" : Unreachable;
            metrics.UpstreamEnded(
                outcome, TimeProvider.System.GetElapsedTime(began, exchange.HasAnswered ? exchange.Answered : TimeProvider.System.GetTimestamp()));
        }
    }

    /// <summary>A server that has answered may still read the request, but not for longer than it might have taken for the answer.</summary>
    private async Task EndSendingAsync(Task sending, CancellationTokenSource stop, CancellationToken clientGone)
    {
        await sending.WaitAsync(limits.UpstreamTimeout, time, clientGone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private List<KeyValuePair<string, string>> IdentityOf(VerifiedToken token)
    {
        var identity = IdentityHeaders.Of(token, out var leftOut, identityOptions.Headers);
        if (leftOut is not null)
        {
            LogLeftOut(leftOut, token.Subject);
        }

        return identity;
    }

    /// <summary>Where to send the request; null when the name cannot be resolved, which is answered here.</summary>
    private async ValueTask<Uri?> ResolveAsync(HttpContext context)
    {
        try
        {
            return await upstream.GetAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Service discovery reports in many ways that it knows no address.
            await WriteUnreachableAsync(context, exception.GetBaseException().Message);
            return null;
        }
    }

    private async Task FinishAsync(HttpContext context, UpstreamExchange exchange, ForwarderError error, bool timedOut)
    {
        if (exchange.HasBadSessionId)
        {
            LogBadSessionId(options.Url);
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            LogClientGone();
        }
        else if (exchange.RefusedStatus > 0)
        {
            state.Trouble = $"it answered {exchange.RefusedStatus}";
            LogRefusedAnswer(options.Url, exchange.RefusedStatus, exchange.RefusedStatus == StatusCodes.Status401Unauthorized
                ? "Let it trust the gateway, or give the gateway a credential for it in McpGateway:Headers"
                : "Set McpGateway:Url to where it redirects to");
            await WriteBadGatewayAsync(context, StatusCodes.Status502BadGateway, "The MCP server behind the gateway gave an answer that cannot be relayed");
        }
        else if (exchange.HasEnded)
        {
            // Also where the server did not read the body to its end: a refusal of one that is too large for it, say.
            state.Trouble = null;
            if (exchange.BodyFailure is not null || error != ForwarderError.None)
            {
                LogBodyNotRead(options.Url, exchange.BodyFailure?.GetBaseException().Message ?? error.ToString());
            }
        }
        else if (exchange.HasAnswered)
        {
            state.Trouble = error.ToString();
            LogBroken(options.Url, error);
            await WriteBadGatewayAsync(context, StatusCodes.Status502BadGateway, "The answer of the MCP server behind the gateway cannot be relayed");
        }
        else if (timedOut)
        {
            state.Trouble = $"no answer within {limits.UpstreamTimeout:c}";
            LogTimeout(options.Url, limits.UpstreamTimeout);
            await WriteBadGatewayAsync(context, StatusCodes.Status504GatewayTimeout, "The MCP server behind the gateway did not answer in time");
        }
        else if (exchange.BodyFailure is not null)
        {
            // Of the server this says little, which may well serve everyone else, so that its health is left as it was.
            LogHungUp(options.Url, context.GetMcpRequest().Body.Length, ReasonOf(context, error));
            await WriteBadGatewayAsync(context, StatusCodes.Status502BadGateway, "The MCP server behind the gateway hung up before it had read the request");
        }
        else
        {
            await WriteUnreachableAsync(context, ReasonOf(context, error));
        }
    }

    private static string ReasonOf(HttpContext context, ForwarderError error) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception?.GetBaseException().Message ?? error.ToString();

    private Task WriteUnreachableAsync(HttpContext context, string reason)
    {
        state.Trouble = reason;
        LogUnreachable(options.Url, reason);
        return WriteBadGatewayAsync(context, StatusCodes.Status502BadGateway, "The MCP server behind the gateway cannot be reached");
    }

    private static Task WriteBadGatewayAsync(HttpContext context, int status, string message) =>
        context.Response.HasStarted ? Task.CompletedTask : JsonRpcError.WriteAsync(context, status, JsonRpcError.ServerError, message);

    [LoggerMessage(1, LogLevel.Debug, "The client went away.")]
    private partial void LogClientGone();

    [LoggerMessage(2, LogLevel.Error, "The MCP server at {Url} answered {Status}, which is not relayed; the client got 502. {Remedy}.")]
    private partial void LogRefusedAnswer(string url, int status, string remedy);

    [LoggerMessage(3, LogLevel.Error, "The MCP server at {Url} sent no response headers within {Timeout} (Limits:UpstreamTimeout); the client got 504.")]
    private partial void LogTimeout(string url, TimeSpan timeout);

    [LoggerMessage(4, LogLevel.Error, "The MCP server at {Url} cannot be reached: {Reason}. The client got 502. Check McpGateway:Url, and that the server runs.")]
    private partial void LogUnreachable(string url, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The answer of the MCP server at {Url} broke off: {Error}.")]
    private partial void LogBroken(string url, ForwarderError error);

    [LoggerMessage(7, LogLevel.Warning, "The MCP server at {Url} gave a session id that is not one of visible ASCII; it was left out, so that the client has no session.")]
    private partial void LogBadSessionId(string url);

    [LoggerMessage(6, LogLevel.Warning, "The identity headers {Names} of {Subject} were left out: all X-Auth-* headers together may take 8 KiB.")]
    private partial void LogLeftOut(string names, string subject);

    [LoggerMessage(8, LogLevel.Debug, "The MCP server at {Url} answered before it had read the request's body: {Reason}.")]
    private partial void LogBodyNotRead(string url, string reason);

    [LoggerMessage(9, LogLevel.Error, "The MCP server at {Url} hung up before it had read the {Bytes} bytes of the request's body: {Reason}. The client got 502. The server may allow less than Limits:MaxBodySize.")]
    private partial void LogHungUp(string url, int bytes, string reason);
}
