using System.Net.Http.Headers;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Sessions;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Which rules hold for an answer that is a stream of events.</summary>
internal sealed class EventStreams(LimitsOptions limits, SessionsOptions sessions, TrustedIssuers issuers, Draining draining, GatewayMetrics metrics, TimeProvider time)
{
    public static bool IsOne(HttpContent content) =>
        string.Equals(content.Headers.ContentType?.MediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>The stream with these rules, which is open from now on.</summary>
    public HttpContent Wrap(HttpContext context, HttpContent content)
    {
        metrics.StreamOpened();

        // Bytes that are packed or counted cannot be added to.
        var headers = content.Headers.NonValidated;
        var isFixed = IsPacked(headers) || headers.Contains(HeaderNames.ContentLength);
        var keepAlive = isFixed ? TimeSpan.Zero : limits.SseKeepAlive;

        // Any other answer is never cut: a tool call may take longer than its token lives, and to close its stream is to cancel it.
        var isListening = context.GetMcpRequest().IsListening;
        var ends = isListening && sessions.CloseStreamsAtExpiry ? Expiry(context.GetVerifiedToken()) : DateTimeOffset.MaxValue;
        return isListening || keepAlive > TimeSpan.Zero
            ? new EventStreamContent(content, new EventStreamRules(keepAlive, ends, isListening ? draining.Begun : CancellationToken.None), time)
            : content;
    }

    // The C# SDK's server says identity of every stream, which is none (RFC 9110 section 8.4.1).
    private static bool IsPacked(HttpHeadersNonValidated headers) =>
        headers.TryGetValues(HeaderNames.ContentEncoding, out var encodings)
        && encodings.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase));

    private DateTimeOffset Expiry(VerifiedToken token)
    {
        var skew = issuers.Of(token).Options.ClockSkew;
        return token.Expires < DateTimeOffset.MaxValue - skew ? token.Expires + skew : DateTimeOffset.MaxValue;
    }
}
