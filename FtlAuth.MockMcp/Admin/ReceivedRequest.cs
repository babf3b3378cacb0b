using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.MockMcp.Admin;

/// <summary>A request as this server saw it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it was sent, not decoded.</param>
/// <param name="Query">The query without its <c>?</c>, not decoded; empty when there was none.</param>
/// <param name="Headers">The headers, repeated ones in the order of their lines.</param>
/// <param name="Body">The first <see cref="MaxBody"/> bytes of the body; base64 in JSON.</param>
internal sealed record ReceivedRequest(string Method, string Path, string Query, IReadOnlyList<ReceivedHeader> Headers, byte[] Body)
{
    /// <summary>How much of a body is kept, in bytes: as much as the gateway lets through by default.</summary>
    public const int MaxBody = 4 * 1024 * 1024;

    public static ReceivedRequest From(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var body = context.BufferedBody();
        return new ReceivedRequest(
            context.Request.Method,
            target[0],
            target.Length > 1 ? target[1] : string.Empty,
            [.. context.Request.Headers.SelectMany(header => header.Value, (header, value) => new ReceivedHeader(header.Key, value ?? string.Empty))],
            body[..Math.Min(body.Length, MaxBody)].ToArray());
    }
}
