using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Three non-empty parts, and nothing but a compact JWS (RFC 7515 section 7.1). H, P and S stand for the parts of a good token.</summary>
internal static class StructureRows
{
    private const string Nested = """{"alg":"RS256","kid":"key-1","cty":"JWT"}""";

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Shape("one part", "H"),
        Shape("two parts", "H.P"),
        Shape("no signature", "H.P."),
        Shape("no payload, as a detached one leaves it", "H..S"),
        Shape("no header", ".P.S"),
        Shape("signature alone", "..S"),
        Shape("full stops alone", ".."),
        Shape("one full stop", "."),
        Shape("full stop behind", "H.P.S."),
        Shape("full stop before", ".H.P.S"),
        Shape("four parts", "H.P.S.S"),
        Shape("five parts, as a JWE has", "H.P.P.P.S"),
        Shape("five parts, two empty, as a JWE with a direct key has", "H..P.P.S"),
        Shape("six parts", "H.P.S.H.P.S"),
        Shape("header twice", "H.H.P.S"),
        Shape("two full stops within", "H.P..S"),
        Shape("tilde behind, as an SD-JWT has", "H.P.S~"),
        Shape("disclosure behind, as an SD-JWT has", "H.P.S~P~"),
        Shape("plain word", "null"),
        Shape("slashes for the full stops", "H/P/S"),
        Shape("one letter", "A"),
        Shape("padding behind", "H.P.S="),
        Shape("two paddings behind", "H.P.S=="),
        Shape("8000 full stops", new string('.', 8000)),

        // In JSON (RFC 7515 section 7.2); braces and quotes are no characters of a token.
        Json("JSON serialisation, flattened", """{"protected":"H","payload":"P","signature":"S"}"""),
        Json("JSON serialisation, general", """{"payload":"P","signatures":[{"protected":"H","signature":"S"}]}"""),
        HostileToken.Of(
            "JSON serialisation in base64url",
            TokenRefusal.MalformedToken,
            forge => SignedTokens.Encode(Fill(forge.GoodFor("j"), """{"protected":"H","payload":"P","signature":"S"}""")),
            forge => forge.GoodFor("j")),
        HostileToken.Of(
            "token in base64url",
            TokenRefusal.MalformedToken,
            forge => SignedTokens.Encode(forge.GoodFor("b")),
            forge => forge.GoodFor("b")),
        HostileToken.Of(
            "header as plain JSON",
            TokenRefusal.MalformedCredentials,
            forge => SignedTokens.Header + forge.GoodFor("p")[forge.GoodFor("p").IndexOf('.', StringComparison.Ordinal)..],
            forge => forge.GoodFor("p")),
        HostileToken.Of(
            "nested, and it says so",
            TokenRefusal.NestedToken,
            forge => forge.Tokens.SignEncoded($"{SignedTokens.Encode(Nested)}.{SignedTokens.Encode(forge.GoodFor("n"))}"),
            forge => forge.GoodFor("n")),
        HostileToken.Of(
            "nested, and it does not say so",
            TokenRefusal.MalformedClaims,
            forge => forge.Tokens.SignEncoded($"{SignedTokens.Encode(SignedTokens.Header)}.{SignedTokens.Encode(forge.GoodFor("m"))}"),
            forge => forge.GoodFor("m")),
    ];

    private static HostileToken Shape(string name, string shape) =>
        HostileToken.Of(name, TokenRefusal.MalformedToken, forge => Fill(forge.GoodFor(name), shape), forge => forge.GoodFor(name));

    private static HostileToken Json(string name, string shape) =>
        HostileToken.Of(name, TokenRefusal.MalformedCredentials, forge => Fill(forge.GoodFor(name), shape), forge => forge.GoodFor(name));

    private static string Fill(string token, string shape)
    {
        var parts = token.Split('.');
        return string.Concat(shape.Select(character => character switch { 'H' => parts[0], 'P' => parts[1], 'S' => parts[2], _ => $"{character}" }));
    }
}
