using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>A request as a client writes it. A session id in its headers is written <c>{session}</c>.</summary>
internal sealed record ClientRequest(string Method, IReadOnlyList<string> Lines, string Body = "")
{
    private const string SessionMark = "{session}";

    public Framing Framing { get; init; } = Framing.ContentLength;

    public string Query { get; init; } = "";

    /// <summary>The id that the server gave this session.</summary>
    public string? Session { get; init; }

    /// <summary>Whether the gateway has to take the request for one of the stateless era.</summary>
    public bool IsModern { get; init; }

    public bool IsInitialize { get; init; }

    /// <summary>The bytes of the request; the same for everybody but for the session id.</summary>
    public byte[] ToBytes(string host, string token, string session) => [.. RawWire.Write(
        $"{Method} /mcp{Query} HTTP/1.1",
        [$"Host: {host}", $"Authorization: Bearer {token}", .. Lines.Select(line => line.Replace(SessionMark, session, StringComparison.Ordinal))],
        Encoding.UTF8.GetBytes(Body),
        Framing,
        int.MaxValue).SelectMany(piece => piece)];
}
