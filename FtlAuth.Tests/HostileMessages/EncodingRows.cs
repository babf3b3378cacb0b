using System.IO.Compression;
using System.Text;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>UTF-8 without a byte order mark, and nothing packed.</summary>
internal static class EncodingRows
{
    private const string Good = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("byte order mark", [0xEF, 0xBB, 0xBF, .. Utf8(Good)], Utf8(Good)),
        Row("byte order mark behind white space", [(byte)' ', 0xEF, 0xBB, 0xBF, .. Utf8(Good)], Utf8("    " + Good)),
        Row("byte order mark at the end", [.. Utf8(Good), 0xEF, 0xBB, 0xBF], Utf8(Good + "   ")),
        Row("UTF-16, least byte first", Encoding.Unicode.GetBytes(Good), Utf8(Good)),
        Row("UTF-16, least byte first, with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], Utf8(Good)),
        Row("UTF-16, most byte first", Encoding.BigEndianUnicode.GetBytes(Good), Utf8(Good)),
        Row("UTF-16, most byte first, with its mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Good)], Utf8(Good)),
        Row("UTF-32", Encoding.UTF32.GetBytes(Good), Utf8(Good)),
        Row("UTF-7", Utf8("+AHs-\"id\":1+AH0-"), Utf8("{\"id\":1}")),
        Row("packed by gzip", Gzip(Utf8(Good)), Utf8(Good)),
        Row("percent-encoded", Utf8(Uri.EscapeDataString(Good)), Utf8(Good)),

        // Bytes that stand for nothing, or for the same as others.
        Method("Latin-1", [0xE9], "é"),
        Method("overlong slash of two bytes", [(byte)'t', 0xC0, 0xAF], "t/"),
        Method("overlong slash of three bytes", [(byte)'t', 0xE0, 0x80, 0xAF], "t//"),
        Method("overlong slash of four bytes", [(byte)'t', 0xF0, 0x80, 0x80, 0xAF], "t///"),
        Method("overlong NUL", [0xC0, 0x80], "\\u0000"),
        Method("high half of a surrogate pair", [0xED, 0xA0, 0x80], "\\ud800"),
        Method("both halves of a surrogate pair, each by itself", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "\U0001F600"),
        Method("beyond the last code point", [0xF4, 0x90, 0x80, 0x80], "\U0010FFFF"),
        Method("character of five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80], "\u0800"),
        Method("first byte alone", [0xC3], "Ã"),
        Method("second byte alone", [0xA9], "©"),
        Method("second byte missing, so that the quote would be eaten", [0xE2, 0x80], "\u2028"),
        Method("byte that is nowhere in UTF-8", [0xFF], "ÿ"),

        // The same in a name, deep within, and where nobody looks.
        Row("overlong letter in a name", [.. "{\"id\":1,\"p"u8, 0xC1, 0xA1, .. "rams\":{}}"u8], "{\"id\":1,\"params\":{}}"u8.ToArray()),
        Row("overlong quote that would end a text", [.. "{\"id\":1,\"a\":\""u8, 0xC0, 0xA2, .. ",\"}"u8], "{\"id\":1,\"a\":\"\\\",\"}"u8.ToArray()),
        Row("wrong byte in a tool's arguments", [.. "{\"id\":1,\"params\":{\"arguments\":{\"a\":[\""u8, 0x80, .. "\"]}}}"u8], Utf8("""{"id":1,"params":{"arguments":{"a":["\u0080"]}}}""")),
        Row("wrong byte in a result", [.. "{\"id\":1,\"result\":{\"a\":\""u8, 0xFE, .. "\"}}"u8], Utf8("""{"id":1,"result":{"a":"þ"}}""")),

        // Halves of surrogate pairs as escapes: a text has them, a name that decides something must not.
        Row("half of a surrogate pair in a name", Utf8("""{"id":1,"\ud800":1}"""), Utf8("""{"id":1,"\ud83d\ude00":1}""")),
        Row("half of a surrogate pair behind params", Utf8("""{"id":1,"params\ud800":{}}"""), Utf8("""{"id":1,"params\u00e9":{}}""")),
        Row("half of a surrogate pair in a name in params", Utf8("""{"id":1,"params":{"_authContext\udc00":1}}"""), Utf8("""{"id":1,"params":{"_authContext\u00e9":1}}""")),
        Row("half of a surrogate pair in a name in _meta", Utf8("""{"id":1,"params":{"_meta":{"dev.ftl/user\ud800":1}}}"""), Utf8("""{"id":1,"params":{"_meta":{"dev.ftl/user\u00e9":1}}}""")),
        Row("surrogate pair the wrong way round", Utf8("""{"id":1,"\ude00\ud83d":1}"""), Utf8("""{"id":1,"a\ud83d\ude00":1}""")),
        HostileMessage.Passed("half of a surrogate pair in a text", """{"id":1,"method":"ping","params":{"a":"\ud800"}}"""),
        HostileMessage.Passed("half of a surrogate pair in a name deeper within", """{"id":1,"method":"ping","params":{"arguments":{"\ud800":1}}}"""),
    ];

    private static HostileMessage Row(string name, byte[] hostile, byte[] twin) => HostileMessage.Refused(name, Refusal.ParseError, hostile, twin);

    private static HostileMessage Method(string name, byte[] hostile, string twin) => Row(
        name, [.. "{\"id\":1,\"method\":\""u8, .. hostile, .. "\"}"u8], [.. "{\"id\":1,\"method\":\""u8, .. Utf8(twin), .. "\"}"u8]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
