using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>One JSON object, as strict as the header; every token is well signed. X stands for the members of good claims.</summary>
internal static class ClaimsRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("null", "null", "{X,\"x\":null}"),
        Row("array", "[{X}]", "{X,\"x\":[{}]}"),
        Row("text", "\"{X}\"", "{X,\"x\":\"{}\"}"),
        Row("number", "1", "{X,\"x\":1}"),
        Row("white space alone", " ", " {X}"),
        Row("not closed", "{X", "{X}\n"),
        Row("letter behind", "{X}x", "{X}\t"),
        Row("brace behind", "{X}}", "{X}\r"),
        Row("object behind", "{X}{}", "{X,\"x\":{}}"),
        Row("object before", "{}{X}", "{\"x\":{},X}"),
        Row("good one in a row of lines", "{X}\n{X}", "{X}\n\n"),
        Row("NUL behind", "{X}\0", "{X} "),
        Row("NUL before", "\0{X}", "\t{X}"),
        Row("byte order mark", "\uFEFF{X}", "\r\n{X}"),
        Row("comma at the end", "{X,}", "{X,\"\":0}"),
        Row("comma at the beginning", "{,X}", "{\"\":0,X}"),
        Row("comment", "{X/**/}", "{X,\"/*\":\"*/\"}"),
        Row("comment in a hash", "{X#\n}", "{X,\"#\":0}"),
        Row("single quotes", "{X,'x':1}", "{X,\"'x'\":1}"),
        Row("NaN", "{X,\"x\":NaN}", "{X,\"x\":\"NaN\"}"),
        Row("Infinity", "{X,\"x\":Infinity}", "{X,\"x\":1e308}"),
        Row("minus Infinity", "{X,\"x\":-Infinity}", "{X,\"x\":-1e308}"),
        Row("undefined", "{X,\"x\":undefined}", "{X,\"x\":null,\"y\":0}"),
        Row("number with a zero before", "{X,\"x\":01}", "{X,\"x\":0.1}"),
        Row("number with a plus", "{X,\"x\":+1}", "{X,\"x\":1e+1}"),
        Row("number with nothing behind the point", "{X,\"x\":1.}", "{X,\"x\":1.0}"),
        Row("hexadecimal number", "{X,\"x\":0x10}", "{X,\"x\":\"0x10\"}"),
        Row("line end in a text", "{X,\"x\":\"\n\"}", "{X,\"x\":\"\\n\"}"),
        Row("sub twice", "{X,\"sub\":\"admin\"}", "{X,\"Sub\":\"admin\"}"),
        Row("sub twice, alike", "{X,\"sub\":\"user_1\"}", "{X,\"sub2\":\"user_1\"}"),
        Row("sub twice by an escape", "{X,\"s\\u0075b\":\"admin\"}", "{X,\"s\\u0055b\":\"admin\"}"),
        Row("sub twice, first", "{\"sub\":\"admin\",X}", "{\"SUB\":\"admin\",X}"),
        Row("iss twice", "{X,\"iss\":\"https://issuer.test\"}", "{X,\"Iss\":\"https://issuer.test\"}"),
        Row("aud twice", "{\"aud\":\"https://other.test\",X}", "{\"Aud\":\"https://other.test\",X}"),
        Row("exp twice", "{X,\"exp\":9999999999}", "{X,\"Exp\":9999999999}"),
        Row("scope twice", "{X,\"scope\":\"a\",\"scope\":\"admin\"}", "{X,\"scope\":\"a\",\"scp\":\"admin\"}"),
        Row("unknown claim twice", "{X,\"x\":1,\"x\":1}", "{X,\"x\":1,\"y\":1}"),
        Row("member of a claim twice", "{X,\"act\":{\"sub\":\"a\",\"sub\":\"b\"}}", "{X,\"act\":{\"sub\":\"a\"}}"),
        Row("member twice in an array", "{X,\"x\":[{\"a\":1,\"a\":1}]}", "{X,\"x\":[{\"a\":1},{\"a\":1}]}"),
        Row("half of a surrogate pair in a name", "{X,\"\\udc00\":1}", "{X,\"\\ud800\\udc00\":1}"),
        Row("17 levels", Nested('[', ']', 16), Nested('[', ']', 15)),
        Row("17 levels of objects", Objects(16), Objects(15)),
        Row("4000 levels", Nested('[', ']', 4000), Nested('[', ']', 14)),
        Row("5000 levels, not closed", "{X,\"x\":" + new string('[', 5000), Nested('[', ']', 13)),
        HostileToken.OfClaims("empty object", TokenRefusal.WrongIssuer, "{}", "{X}  "),
        HostileToken.OfClaims("good claims within a claim", TokenRefusal.WrongIssuer, "{\"claims\":{X}}", "{X,\"claims\":{X}}"),

        Bytes("byte that is no UTF-8", 0xFF),
        Bytes("letter cut in two", 0xE2, 0x82),
        Bytes("overlong NUL", 0xC0, 0x80),
        Bytes("surrogate in UTF-8", 0xED, 0xA0, 0x80),
        HostileToken.Of(
            "UTF-16",
            TokenRefusal.MalformedClaims,
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), System.Text.Encoding.Unicode.GetBytes(SignedTokens.Claims("row", "16"))),
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), Forge.Bytes(SignedTokens.Claims("row", "16")))),
        HostileToken.Of(
            "deflated",
            TokenRefusal.MalformedClaims,
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), Deflate(SignedTokens.Claims("row", "\"deflated\""))),
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), Forge.Bytes(SignedTokens.Claims("row", "\"deflated\"")))),
    ];

    private static HostileToken Row(string name, string hostile, string twin) => HostileToken.OfClaims(name, TokenRefusal.MalformedClaims, hostile, twin);

    // The twin has a letter of three good bytes in the same place.
    private static HostileToken Bytes(string name, params byte[] bytes)
    {
        return HostileToken.Of(
            name,
            TokenRefusal.MalformedClaims,
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), Around(bytes)),
            forge => forge.Sign(Forge.Bytes(SignedTokens.Header), Around([0xE2, 0x82, 0xAC])));

        byte[] Around(byte[] bytes) => [.. Forge.Bytes(Forge.ClaimsFor(name)[..^1]), .. ",\"x\":\""u8, .. bytes, .. "\"}"u8];
    }

    private static byte[] Deflate(string text)
    {
        using var deflated = new MemoryStream();
        using (var stream = new System.IO.Compression.DeflateStream(deflated, System.IO.Compression.CompressionLevel.Optimal))
        {
            stream.Write(Forge.Bytes(text));
        }

        return deflated.ToArray();
    }

    private static string Nested(char open, char close, int levels) => $"{{X,\"x\":{new string(open, levels)}{new string(close, levels)}}}";

    private static string Objects(int levels) =>
        $"{{X,\"x\":{string.Concat(Enumerable.Repeat("{\"a\":", levels - 1))}{{}}{new string('}', levels)}";
}
