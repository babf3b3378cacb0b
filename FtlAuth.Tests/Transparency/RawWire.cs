using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>Writes HTTP/1.1 messages as bytes.</summary>
internal static class RawWire
{
    /// <summary>The head and the body, in the pieces in which they are sent.</summary>
    public static IReadOnlyList<byte[]> Write(string startLine, IEnumerable<string> lines, byte[] body, Framing framing, int pieceSize)
    {
        string[] framed = framing switch
        {
            Framing.ContentLength => [$"Content-Length: {body.Length}"],
            Framing.Chunked => ["Transfer-Encoding: chunked"],
            Framing.ChunkedWithExtras => ["Transfer-Encoding: chunked", "Trailer: X-Checked"],
            _ => [],
        };
        var head = Encoding.Latin1.GetBytes(string.Join("\r\n", [startLine, .. lines, .. framed, "", ""]));
        return framing switch
        {
            Framing.Chunked => [head, .. Chunks(body, pieceSize, ""), "0\r\n\r\n"u8.ToArray()],
            Framing.ChunkedWithExtras => [head, .. Chunks(body, pieceSize, ";part=\"a b\""), "0;last\r\nX-Checked: yes\r\n\r\n"u8.ToArray()],
            _ => [head, .. body.Chunk(pieceSize)],
        };
    }

    private static IEnumerable<byte[]> Chunks(byte[] body, int size, string extension) =>
        body.Chunk(size).Select(part => (byte[])[.. Encoding.ASCII.GetBytes($"{part.Length:x}{extension}\r\n"), .. part, .. "\r\n"u8]);
}
