using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>One JSON object, valid UTF-8, no member twice, nothing behind it, bounded in depth. X stands for the members of a good header.</summary>
internal static class HeaderRows
{
    private const string Members = "\"alg\":\"RS256\",\"kid\":\"key-1\"";

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("null", "null", "{X}"),
        Row("array", "[{X}]", "{X,\"x\":[]}"),
        Row("text", "\"RS256\"", "{X,\"x\":\"RS256\"}"),
        Row("number", "256", "{X,\"x\":256}"),
        Row("empty object", "{}", "{X}"),
        Row("white space alone", "   ", " {X} "),
        Row("not closed", "{X", "{X}"),
        Row("no JSON", "alg=RS256", "{X,\"x\":\"alg=RS256\"}"),
        Row("single quotes", "{'alg':'RS256','kid':'key-1'}", "{X,\"x\":\"'\"}"),
        Row("names without quotes", "{alg:\"RS256\",kid:\"key-1\"}", "{X}"),
        Row("letter behind", "{X}x", "{X}\n"),
        Row("brace behind", "{X}}", "{X} "),
        Row("object behind", "{X}{}", "{X,\"x\":{}}"),
        Row("NUL behind", "{X}\0", "{X}\t"),
        Row("NUL before", "\0{X}", "\t{X}"),
        Row("byte order mark", "\uFEFF{X}", "\r\n{X}"),
        Row("no-break space before", "\u00A0{X}", " {X}"),
        Row("comma at the end", "{X,}", "{X,\"\":0}"),
        Row("two commas", "{X,,\"x\":1}", "{X,\"x\":1}"),
        Row("comment", "{X/**/}", "{X,\"/**/\":0}"),
        Row("comment to the end of the line", "{X//\n}", "{X\n}"),
        Row("NaN", "{X,\"x\":NaN}", "{X,\"x\":\"NaN\"}"),
        Row("tab in a text", "{X,\"x\":\"\t\"}", "{X,\"x\":\"\\t\"}"),
        Row("unknown escape", "{X,\"x\":\"\\x41\"}", "{X,\"x\":\"\\u0041\"}"),
        Row("half of a surrogate pair in a name", "{X,\"\\ud83d\":1}", "{X,\"\\ud83d\\ude00\":1}"),
        Row("alg twice", "{\"alg\":\"none\",X}", "{\"Alg\":\"none\",X}"),
        Row("alg twice, alike", "{\"alg\":\"RS256\",X}", "{\"alg2\":\"RS256\",X}"),
        Row("alg twice by an escape", "{X,\"\\u0061lg\":\"none\"}", "{X,\"\\u0041lg\":\"none\"}"),
        Row("kid twice", "{X,\"kid\":\"key-2\"}", "{X,\"KID\":\"key-2\"}"),
        Row("kid twice by an escape", "{X,\"\\u006bid\":\"key-2\"}", "{X,\"\\u004bid\":\"key-2\"}"),
        Row("unknown member twice", "{X,\"x\":1,\"x\":1}", "{X,\"x\":1,\"y\":1}"),
        Row("member of a member twice", "{X,\"x\":{\"a\":1,\"a\":2}}", "{X,\"x\":{\"a\":1,\"b\":2}}"),
        Row("17 levels", Nested(16), Nested(15)),
        Row("2000 levels", Nested(2000), Nested(14)),
        Row("2000 levels, not closed", "{X,\"x\":" + new string('[', 2000), Nested(13)),

        Row("no alg", "{\"kid\":\"key-1\"}", "{X}"),
        Row("alg is null", "{\"alg\":null,\"kid\":\"key-1\"}", "{X,\"a\":null}"),
        Row("alg is a number", "{\"alg\":256,\"kid\":\"key-1\"}", "{X,\"a\":256}"),
        Row("alg is an array", "{\"alg\":[\"RS256\"],\"kid\":\"key-1\"}", "{X,\"a\":[\"RS256\"]}"),
        Row("alg is an object", "{\"alg\":{\"RS256\":1},\"kid\":\"key-1\"}", "{X,\"a\":{\"RS256\":1}}"),
        Row("alg is true", "{\"alg\":true,\"kid\":\"key-1\"}", "{X,\"a\":true}"),
        Row("alg in upper case", "{\"ALG\":\"RS256\",\"kid\":\"key-1\"}", "{\"\\u0061lg\":\"RS256\",\"kid\":\"key-1\"}"),
        Row("alg with half of a surrogate pair", "{\"alg\":\"\\ud800\",\"kid\":\"key-1\"}", "{X,\"a\":\"\\ud800\\udc00\"}"),

        Bytes("byte that is no UTF-8", 0xFF),
        Bytes("letter cut in two", 0xC3),
        Bytes("overlong slash", 0xC0, 0xAF),
        Bytes("surrogate pair in UTF-8", 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80),
        Bytes("beyond the last character", 0xF4, 0x90, 0x80, 0x80),
        HostileToken.Of(
            "UTF-16",
            TokenRefusal.MalformedHeader,
            forge => forge.Sign(System.Text.Encoding.Unicode.GetBytes(SignedTokens.Header), Forge.Bytes(Forge.ClaimsFor("utf-16"))),
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), Forge.Bytes(Forge.ClaimsFor("utf-16")))),
    ];

    private static HostileToken Row(string name, string hostile, string twin) =>
        HostileToken.OfHeader(name, TokenRefusal.MalformedHeader, Fill(hostile), Fill(twin));

    // The twin has a letter of two good bytes in the same place.
    private static HostileToken Bytes(string name, params byte[] bytes)
    {
        return HostileToken.Of(
            name,
            TokenRefusal.MalformedHeader,
            forge => forge.Sign(Around(bytes), Forge.Bytes(Forge.ClaimsFor(name))),
            forge => forge.Sign(Around([0xC3, 0xA9]), Forge.Bytes(Forge.ClaimsFor(name))));

        static byte[] Around(byte[] bytes) => [.. Forge.Bytes($"{{{Members},\"x\":\""), .. bytes, .. "\"}"u8];
    }

    private static string Nested(int levels) => $"{{X,\"x\":{new string('[', levels)}{new string(']', levels)}}}";

    private static string Fill(string header) => header.Replace("X", Members, StringComparison.Ordinal);
}
