using System.Net;
using System.Net.Http.Headers;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Sessions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace FtlAuth.Gateway.Proxy;

/// <summary>One request to the MCP server and its answer: what is sent on, and what of the answer is passed back.</summary>
internal sealed class UpstreamExchange(
    Uri address,
    McpGatewayOptions options,
    OriginParts origin,
    List<KeyValuePair<string, string>> identity,
    EventStreams streams,
    SessionIds? sessionIds,
    CancellationTokenSource timeout) : HttpTransformer
{
    private static readonly string[] RemovedFromAnswers = [HeaderNames.WWWAuthenticate, HeaderNames.SetCookie, FailClosed.TraceIdHeader];

    // Uri would otherwise decode and encode what it thinks fit, so that nothing but printable ASCII may come here.
    private static readonly UriCreationOptions QueryAsSent = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private UpstreamContent? _body;

    // Of a request without a body nothing, or an empty one that has the headers of a body.
    private HttpContent? _content;

    /// <summary>The status of an answer that must not be relayed; 0 when there was none.</summary>
    public int RefusedStatus { get; private set; }

    /// <summary>Whether the answer's headers have come, after which its duration is no longer judged.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>When they came, as a timestamp of real time; 0 when they have not.</summary>
    public long Answered { get; private set; }

    /// <summary>Whether the answer is a stream of events.</summary>
    public bool IsStream { get; private set; }

    /// <summary>Whether the whole answer has been passed on.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The sending of the body, as long as it goes on.</summary>
    public Task Sending => _body?.Sending ?? Task.CompletedTask;

    /// <summary>Why the body could not be sent; null when it could, and when there was none.</summary>
    public Exception? BodyFailure => _body?.Failure;

    /// <summary>Whether the server gave a session id that none can be made of for the client.</summary>
    public bool HasBadSessionId { get; private set; }

    /// <summary>Gives the request the content that is its own, in place of the one that YARP knows of.</summary>
    /// <param name="request">What YARP is about to send.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public void Complete(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content = _content;
        _body?.RequestToken = cancellationToken;
    }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        var query = QueryRules.WithoutToken(request.QueryString.Value);
        if (query.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // ExactPaths has refused it already; this is where the harm would be done.
            throw new InvalidOperationException("The query has characters that must not stand in a request line.");
        }

        // (1) What may be copied is copied, also to the content, of which YARP must not know: it would not take one that is not its own.
        var authorization = request.Headers.Authorization;
        RequestHeaderRules.Apply(request.Headers, options.Headers);
        _body = httpContext.GetMcpRequest().ForwardedBody is { } body ? new UpstreamContent(body, timeout.Token) : null;
        proxyRequest.Content = _body;
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        _content = proxyRequest.Content;
        proxyRequest.Content = _body is null ? _content : null;

        // The server takes the text again for the next request on this connection, which mostly has the same token, but only if it finds it here.
        request.Headers.Authorization = authorization;

        // (2) What the gateway adds.
        proxyRequest.RequestUri = query.Length == 0 ? address : new Uri(address.GetLeftPart(UriPartial.Path) + query, QueryAsSent);
        var headers = proxyRequest.Headers;
        headers.Host = null;
        foreach (var (name, value) in options.Headers)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in identity)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        headers.TryAddWithoutValidation("X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        headers.TryAddWithoutValidation("X-Forwarded-Host", origin.Authority);
        headers.TryAddWithoutValidation("X-Forwarded-Proto", origin.Scheme);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return false;
        }

        HasAnswered = true;
        Answered = TimeProvider.System.GetTimestamp();
        timeout.CancelAfter(Timeout.InfiniteTimeSpan);

        // A challenge of the server would send the client to the wrong issuer, a redirect names an address inside, and 101 opens a tunnel.
        if (proxyResponse.StatusCode == HttpStatusCode.Unauthorized || (int)proxyResponse.StatusCode is < 200 or (>= 300 and < 400))
        {
            RefusedStatus = (int)proxyResponse.StatusCode;
            return false;
        }

        RemoveWhatIsNotRelayed(proxyResponse.Headers);
        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        ReplaceSessionId(httpContext);
        httpContext.TraceSession(httpContext.Response.Headers[SessionIds.Header]);
        if (EventStreams.IsOne(proxyResponse.Content))
        {
            IsStream = true;
            proxyResponse.Content = streams.Wrap(httpContext, proxyResponse.Content);

            // At once: a client waits for these headers, and the first event may be far away.
            await httpContext.Response.Body.FlushAsync(cancellationToken);
            LetGoOfWhatIsCopied(httpContext, proxyResponse);
        }

        return true;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        HasEnded = true;
        if (httpContext.Features.Get<IHttpResponseTrailersFeature>() is null)
        {
            return ValueTask.CompletedTask;
        }

        RemoveWhatIsNotRelayed(proxyResponse.TrailingHeaders);
        proxyResponse.TrailingHeaders.Remove(SessionIds.Header);
        return base.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
    }

    // A stream may be idle for hours, and there may be thousands.
    private void LetGoOfWhatIsCopied(HttpContext context, HttpResponseMessage response)
    {
        context.Features.Set<BearerCredentialsFeature>(null);
        context.Request.Headers.Authorization = default;
        context.GetMcpRequest().LetGoOfBodies(_body is { IsSent: true });
        response.Headers.Clear();
        response.RequestMessage?.Headers.Clear();
    }

    private void ReplaceSessionId(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (sessionIds is null || headers[SessionIds.Header] is not { Count: > 0 } ids)
        {
            return;
        }

        var wrapped = sessionIds.Wrap(ids.Count == 1 ? ids[0] ?? "" : "", context.GetVerifiedToken());
        HasBadSessionId = wrapped is null;
        headers[SessionIds.Header] = wrapped;
    }

    private static void RemoveWhatIsNotRelayed(HttpResponseHeaders headers)
    {
        foreach (var name in RemovedFromAnswers)
        {
            headers.Remove(name);
        }

        List<string>? cors = null;
        foreach (var header in headers.NonValidated)
        {
            if (header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
            {
                (cors ??= []).Add(header.Key);
            }
        }

        if (cors is null)
        {
            return;
        }

        foreach (var name in cors)
        {
            headers.Remove(name);
        }
    }
}
