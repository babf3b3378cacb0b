using System.Buffers.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Strict base64url (RFC 7515 section 2): what lenient decoders let pass, each over an input whose signature is good as it stands.</summary>
internal static class Base64UrlRows
{
    // Of 28 and 29 bytes, so that bits are left over.
    private const string OneLeft = """{"alg":"RS256","kid":"key-1" }""";
    private const string TwoLeft = """{"alg":"RS256","kid":"key-1"  }""";

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Input("header with padding", TokenRefusal.MalformedCredentials, Encoded(OneLeft) + "==", Encoded(OneLeft)),
        Input("header with left-over bits after one byte", TokenRefusal.MalformedToken, Next(Encoded(Left(1))), Encoded(Left(1))),
        Input("header with left-over bits after two bytes", TokenRefusal.MalformedToken, Next(Encoded(Left(2))), Encoded(Left(2))),
        Input("header with one character too many", TokenRefusal.MalformedToken, Encoded(Left(0)) + "A", Encoded(Left(0))),
        Input("header with a letter of standard base64", TokenRefusal.MalformedToken, Standard(Slashes), Encoded(Slashes)),
        Input("header with a tilde", TokenRefusal.MalformedToken, Encoded(TwoLeft) + "~", Encoded(TwoLeft)),
        Input("header with a plus for a space", TokenRefusal.MalformedToken, Encoded(TwoLeft) + "+", Encoded(TwoLeft)),
        Payload("payload with left-over bits", claims => Next(Encoded(claims))),
        Payload("payload with one character too many", claims => Encoded(claims).Length % 4 == 0 ? Encoded(claims) + "A" : Encoded(claims)[..^1] + "A~"),
        Payload("payload with a tilde", claims => Encoded(claims) + "~"),
        Payload("payload with a plus", claims => "+" + Encoded(claims)),
        Payload("payload with a slash", claims => Encoded(claims) + "/"),
        Signature("signature with left-over bits", Next),
        Signature("signature with all left-over bits", text => text[..^1] + (char)(text[^1] + 3)),
        Signature("signature with one character too many", text => text + "AAA"),
        Signature("signature of one character", _ => "A"),
        Signature("signature with a slash", text => text[..10] + "/" + text[11..]),
        Signature("signature with a plus", text => text[..10] + "+" + text[11..]),
        Signature("signature with a tilde", text => text + "~"),
    ];

    // The third byte of ">>>" and "???" makes the two letters in which the alphabets differ.
    private static string Slashes => """{"alg":"RS256","kid":"key-1","x":">>>>>>???????"}""";

    private static HostileToken Input(string name, TokenRefusal refusal, string hostile, string twin) => HostileToken.Of(
        name,
        refusal,
        forge => forge.Tokens.SignEncoded($"{hostile}.{Encoded(Forge.ClaimsFor(name))}"),
        forge => forge.Tokens.SignEncoded($"{twin}.{Encoded(Forge.ClaimsFor(name))}"));

    private static HostileToken Payload(string name, Func<string, string> encode)
    {
        var claims = Forge.ClaimsFor(name);
        claims = claims[..^1] + new string(' ', 3 - (claims.Length % 3) + 1) + "}";
        return HostileToken.Of(
            name,
            TokenRefusal.MalformedToken,
            forge => forge.Tokens.SignEncoded($"{Encoded(SignedTokens.Header)}.{encode(claims)}"),
            forge => forge.Tokens.SignEncoded($"{Encoded(SignedTokens.Header)}.{Encoded(claims)}"));
    }

    private static HostileToken Signature(string name, Func<string, string> encode) => HostileToken.Of(
        name,
        TokenRefusal.MalformedToken,
        forge => forge.GoodFor(name).Split('.') is [var header, var payload, var signature] ? $"{header}.{payload}.{encode(signature)}" : "",
        forge => forge.GoodFor(name));

    private static string Encoded(string text) => SignedTokens.Encode(text);

    private static string Standard(string text) => Convert.ToBase64String(Forge.Bytes(text)).TrimEnd('=');

    // A header that leaves so many bytes over from groups of three.
    private static string Left(int bytes)
    {
        var padding = new string(' ', ((bytes - SignedTokens.Header.Length) % 3 + 3) % 3);
        return SignedTokens.Header[..^1] + padding + "}";
    }

    // The next letter of the alphabet decodes to the same bytes when bits are left over.
    private static string Next(string encoded)
    {
        var changed = encoded[..^1] + (char)(encoded[^1] + 1);
        Assert.True(Base64Url.DecodeFromChars(encoded).Length == encoded.Length * 3 / 4 && encoded.Length % 4 != 0, "Nothing is left over.");
        return changed;
    }
}
