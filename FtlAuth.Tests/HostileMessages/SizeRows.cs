namespace FtlAuth.Tests.HostileMessages;

/// <summary>A body of exactly the limit, 1024 bytes here, is the largest.</summary>
internal static class SizeRows
{
    private const int Limit = 1024;
    private const string Start = """{"id":1,"method":"ping","params":{"a":""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("one byte more", OfLength(Limit + 1), OfLength(Limit)),
        Row("one space behind", OfLength(Limit) + " ", OfLength(Limit - 1) + " "),
        Row("white space alone behind", "{}" + new string(' ', Limit - 1), "{}" + new string(' ', Limit - 2)),
        Row("no message at all", new string('x', Limit + 1), OfLength(Limit - 2)),
        Row("one character of two bytes", OfLength(Limit - 4, "é\u00E9a"), OfLength(Limit - 4, "éaa")),
        HostileMessage.Refused("announced alone", Refusal.TooLarge, ((Sent)"").With($"Content-Length: {Limit + 1}"), OfLength(Limit - 3), GatewayKind.SmallBodies),
        HostileMessage.Refused("announced far too large", Refusal.TooLarge, ((Sent)"").With("Content-Length: 9223372036854775807"), OfLength(Limit - 4), GatewayKind.SmallBodies),
        InChunks("in one chunk", [OfLength(Limit + 1)], [OfLength(Limit)]),
        InChunks("in two chunks", [OfLength(Limit), " "], [OfLength(Limit - 1), " "]),
        InChunks("in chunks of a byte", OfLength(Limit + 1).Select(letter => $"{letter}"), OfLength(Limit).Select(letter => $"{letter}")),
        HostileMessage.Cleaned(
            "larger by the identity alone", InitializeOf(Limit), InitializeOf(Limit)[..^2] + ",\"_authContext\":USER}}", GatewayKind.SmallBodies),
    ];

    private static HostileMessage Row(string name, string hostile, string twin) => HostileMessage.Refused(name, Refusal.TooLarge, hostile, twin, GatewayKind.SmallBodies);

    private static HostileMessage InChunks(string name, IEnumerable<string> hostile, IEnumerable<string> twin) => HostileMessage.Refused(
        name, Refusal.TooLarge, Chunked(hostile), Chunked(twin).Reaching(string.Concat(twin)), GatewayKind.SmallBodies);

    private static Sent Chunked(IEnumerable<string> chunks) =>
        ((Sent)(string.Concat(chunks.Select(chunk => $"{chunk.Length:x}\r\n{chunk}\r\n")) + "0\r\n\r\n")).With("Transfer-Encoding: chunked");

    private static string OfLength(int length, string end = "") => $"{Start}\"{new string('a', length - Start.Length - 4)}{end}\"}}}}";

    private static string InitializeOf(int length)
    {
        const string Beginning = """{"id":1,"method":"initialize","params":{"a":""";
        return $"{Beginning}\"{new string('a', length - Beginning.Length - 4)}\"}}}}";
    }
}
