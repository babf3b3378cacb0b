using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>An answer as the MCP server writes it.</summary>
internal sealed record ServerAnswer(string StatusLine, IReadOnlyList<string> Lines, byte[] Body)
{
    public const string Ok = "HTTP/1.1 200 OK";

    public Framing Framing { get; init; } = Framing.ContentLength;

    /// <summary>How many bytes of the body are written at once.</summary>
    public int PieceSize { get; init; } = 64 * 1024;

    public IReadOnlyList<byte[]> ToPieces() => RawWire.Write(StatusLine, Lines, Body, Framing, PieceSize);

    public static ServerAnswer Json(string body, Framing framing = Framing.ContentLength) =>
        new(Ok, ["Content-Type: application/json"], Encoding.UTF8.GetBytes(body)) { Framing = framing };

    /// <summary>An event stream as the SDKs write it.</summary>
    public static ServerAnswer Events(string body) => new(
        Ok, ["Content-Type: text/event-stream", "Cache-Control: no-cache, no-transform", "X-Accel-Buffering: no"], Encoding.UTF8.GetBytes(body))
    {
        Framing = Framing.Chunked,
        PieceSize = 37,
    };

    public static ServerAnswer Empty(string statusLine, params string[] lines) => new(statusLine, lines, []);
}
