using System.Net;
using System.Net.Http.Headers;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Sessions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace FtlAuth.Gateway.Proxy;

/// <summary>One request to the MCP server and its answer: what is sent on, and what of the answer is passed back.</summary>
internal sealed class UpstreamExchange(
    Uri address, McpGatewayOptions options, string publicOrigin, List<KeyValuePair<string, string>> identity, EventStreams streams) : HttpTransformer
{
    private static readonly string[] RemovedFromAnswers = [HeaderNames.WWWAuthenticate, HeaderNames.SetCookie, "X-Trace-Id"];

    // Uri would otherwise decode and encode what it thinks fit, so that nothing but printable ASCII may come here.
    private static readonly UriCreationOptions QueryAsSent = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The status of an answer that must not be relayed; 0 when there was none.</summary>
    public int RefusedStatus { get; private set; }

    /// <summary>Whether the answer's headers have come, after which its duration is no longer judged.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether the whole answer has been passed on.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What is sent as the body; null for a request without one.</summary>
    public HttpContent? Content { get; private set; }

    /// <summary>Told when the answer's headers have come.</summary>
    public required Action OnAnswered { get; init; }

    /// <summary>Makes the session id that the client gets of the server's, null where there is none to give; null when ids pass as they are.</summary>
    public Func<string, string?>? WrapSessionId { get; init; }

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

        RequestHeaderRules.Apply(request.Headers, options.Headers);

        // The headers are copied to the content that is sent, and YARP gets back the one that it knows.
        var body = proxyRequest.Content;
        Content = body is null ? null : new UpstreamContent(body);
        proxyRequest.Content = Content;
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Content = body;

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

        var origin = new Uri(publicOrigin);
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
        OnAnswered();

        // A challenge of the server would send the client to the wrong issuer, a redirect names an address inside, and 101 opens a tunnel.
        if (proxyResponse.StatusCode == HttpStatusCode.Unauthorized || (int)proxyResponse.StatusCode is < 200 or (>= 300 and < 400))
        {
            RefusedStatus = (int)proxyResponse.StatusCode;
            return false;
        }

        RemoveWhatIsNotRelayed(proxyResponse.Headers);
        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        ReplaceSessionId(httpContext.Response.Headers);
        httpContext.TraceSession(httpContext.Response.Headers[SessionIds.Header]);
        if (EventStreams.IsOne(proxyResponse.Content))
        {
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
    private static void LetGoOfWhatIsCopied(HttpContext context, HttpResponseMessage response)
    {
        context.Features.Set<BearerCredentialsFeature>(null);
        (context.Request.Body as PooledBodyStream)?.LetGo();
        response.Headers.Clear();
        response.RequestMessage?.Headers.Clear();
    }

    private void ReplaceSessionId(IHeaderDictionary headers)
    {
        if (WrapSessionId is null || headers[SessionIds.Header] is not { Count: > 0 } ids)
        {
            return;
        }

        headers[SessionIds.Header] = ids.Count == 1 ? WrapSessionId(ids[0] ?? "") : WrapSessionId("");
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

        foreach (var name in cors ?? [])
        {
            headers.Remove(name);
        }
    }
}
