using System.Text;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>Where a body ends is told once, and the MCP server is told it anew.</summary>
internal static class FramingRows
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Smuggled = "POST /mcp HTTP/1.1\r\nHost: forged\r\nContent-Length: 0\r\n\r\n";

    private static readonly int Length = Ping.Length;

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        // Content-Length.
        Lengths("twice", $"Content-Length: {Length}", $"Content-Length: {Length}"),
        Lengths("two different ones", $"Content-Length: {Length}", "Content-Length: 2"),
        Lengths("in a list", $"Content-Length: {Length}, {Length}"),
        Lengths("negative", "Content-Length: -1"),
        Lengths("hexadecimal", $"Content-Length: 0x{Length:x}"),
        Lengths("with a fraction", $"Content-Length: {Length}.0"),
        Lengths("empty", "Content-Length:"),
        Lengths("with more behind", $"Content-Length: {Length}a"),
        Lengths("beyond every number", "Content-Length: 18446744073709551656"),

        // Transfer-Encoding.
        Codings("unknown", "xchunked"),
        Codings("identity", "identity"),
        Codings("chunked not last", "chunked, identity"),
        Codings("vertical tab before", "\u000Bchunked"),
        Codings("in quotes", "\"chunked\""),
        Codings("with a parameter", "chunked;q=1"),

        // Chunks.
        Chunks("size that is no number", $"zz\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("size with 0x", $"0x{Length:x}\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("negative size", $"-{Length:x}\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("size beyond every number", $"ffffffffffffffff{Length:x}\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("size behind a space", $" {Length:x}\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("no size", $"\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("more than the size", $"2\r\n{Ping}\r\n0\r\n\r\n"),
        Chunks("line feed alone behind an extension", $"{Length:x};\n{Ping}\r\n0\r\n\r\n"),
        Chunks("nothing between two chunks", $"{Length:x}\r\n{Ping}0\r\n\r\n"),

        // Whoever reads them otherwise reads something else, so that none of them goes on.
        Passed("length beside chunks", Chunk(Ping), "Content-Length: 7", "Transfer-Encoding: chunked"),
        Passed("length beside chunks, behind them", Chunk(Ping), "Transfer-Encoding: chunked", "Content-Length: 100000"),
        Passed("chunked in other letters", Chunk(Ping), "Transfer-Encoding: CHUNKED"),
        Passed("a byte a chunk", string.Concat(Ping.Select(letter => $"1\r\n{letter}\r\n")) + "0\r\n\r\n", "Transfer-Encoding: chunked"),
        Passed("extensions of chunks", $"{Length:x};a=b;c=\"d\"\r\n{Ping}\r\n0;e\r\n\r\n", "Transfer-Encoding: chunked"),
        Passed("identity in the trailer", $"{Length:x}\r\n{Ping}\r\n0\r\nX-Auth-User-Id: forged\r\nX-Other: forged\r\n\r\n", "Transfer-Encoding: chunked", "Trailer: X-Auth-User-Id"),
        Passed("another request behind the chunks", Chunk(Ping) + Smuggled, "Transfer-Encoding: chunked"),
        Passed("another request behind the body", Ping + Smuggled, $"Content-Length: {Length}"),
        Passed("length with a plus", Ping, $"Content-Length: +{Length}"),
        Passed("lengths with other names", Ping, "X-Content-Length: 7forged", "Content_Length: 7forged", "Content.Length: 7forged"),
    ];

    private static HostileMessage Lengths(string name, params string[] headers) =>
        HostileMessage.Refused($"length {name}", Refusal.NotHttp, ((Sent)Ping).With(headers), ((Sent)Ping).With($"Content-Length: {Length}", "X-Test: " + name));

    private static HostileMessage Codings(string name, string coding) => HostileMessage.Refused(
        $"coding {name}", Refusal.NotHttp, ((Sent)Chunk(Ping)).With($"Transfer-Encoding: {coding}"), ((Sent)Chunk(Ping)).With("Transfer-Encoding: chunked").Reaching(Ping));

    private static HostileMessage Chunks(string name, string chunks) => HostileMessage.Refused(
        $"chunks: {name}", Refusal.ParseError, ((Sent)chunks).With("Transfer-Encoding: chunked"), ((Sent)Chunk(Ping)).With("Transfer-Encoding: chunked").Reaching(Ping));

    private static HostileMessage Passed(string name, string wire, params string[] headers) => HostileMessage.Cleaned(name, ((Sent)wire).With(headers), Ping);

    private static string Chunk(string body) => $"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n0\r\n\r\n";
}
