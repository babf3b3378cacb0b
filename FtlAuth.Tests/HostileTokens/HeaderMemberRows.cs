using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>What a token says about how it is to be verified: nothing of it is followed, not even looked at (RFC 8725 section 3.10).</summary>
internal static class HeaderMemberRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        HostileToken.OfMember("crit, empty", TokenRefusal.CriticalHeader, "\"crit\":[]", "\"Crit\":[]"),
        HostileToken.OfMember("crit with exp", TokenRefusal.CriticalHeader, "\"crit\":[\"exp\"],\"exp\":1", "\"exp\":1"),
        HostileToken.OfMember("crit with alg", TokenRefusal.CriticalHeader, "\"crit\":[\"alg\"]", "\"critical\":[\"alg\"]"),
        HostileToken.OfMember("crit with an unknown name", TokenRefusal.CriticalHeader, "\"crit\":[\"x\"],\"x\":1", "\"x\":1"),
        HostileToken.OfMember("crit is null", TokenRefusal.CriticalHeader, "\"crit\":null", "\"x\":null"),
        HostileToken.OfMember("crit is no array", TokenRefusal.CriticalHeader, "\"crit\":\"exp\"", "\"CRIT\":\"exp\""),
        HostileToken.OfMember("crit by an escape", TokenRefusal.CriticalHeader, "\"\\u0063rit\":[\"exp\"]", "\"\\u0043rit\":[\"exp\"]"),
        HostileToken.OfMember("crit with b64", TokenRefusal.CriticalHeader, "\"crit\":[\"b64\"],\"b64\":false", "\"x\":[\"b64\"]"),
        HostileToken.OfMember("b64 is false", TokenRefusal.UnencodedPayload, "\"b64\":false", "\"B64\":false"),
        HostileToken.OfMember("b64 is true", TokenRefusal.UnencodedPayload, "\"b64\":true", "\"b46\":true"),
        HostileToken.OfMember("b64 is text", TokenRefusal.UnencodedPayload, "\"b64\":\"false\"", "\"x\":\"false\""),
        HostileToken.OfMember("b64 by an escape", TokenRefusal.UnencodedPayload, "\"b\\u00364\":false", "\"b\\u00374\":false"),
        HostileToken.OfMember("zip", TokenRefusal.Compressed, "\"zip\":\"DEF\"", "\"Zip\":\"DEF\""),
        HostileToken.OfMember("zip is empty", TokenRefusal.Compressed, "\"zip\":\"\"", "\"x\":\"\""),
        HostileToken.OfMember("zip is null", TokenRefusal.Compressed, "\"zip\":null", "\"zipped\":null"),
        Embedded("jku", forge => $"\"{forge.Canary}/jwks\""),
        Embedded("jku of the issuer", forge => $"\"{forge.Canary.Replace("/canary", PublishedKeys.Path, StringComparison.Ordinal)}\"", "jku"),
        Embedded("jku is null", _ => "null", "jku"),
        Embedded("jku by an escape", forge => $"\"{forge.Canary}\"", "\\u006aku"),
        Embedded("x5u", forge => $"\"{forge.Canary}/cert\""),
        Embedded("x5u of a file", _ => "\"file:///etc/ssl/cert.pem\"", "x5u"),
        Embedded("x5c", forge => $"[\"{Convert.ToBase64String(forge.Foreign.ExportSubjectPublicKeyInfo())}\"]"),
        Embedded("x5c is empty", _ => "[]", "x5c"),
        Embedded("jwk of the issuer's own key", forge => forge.Tokens.RsaJwk().ToJsonString(), "jwk"),
        Embedded("jwk is empty", _ => "{}", "jwk"),
        HostileToken.Of(
            "jwk that fits the signature (CVE-2018-0114)",
            TokenRefusal.EmbeddedKey,
            forge => Forge.SignWith(forge.Foreign, $$"""{"alg":"RS256","jwk":{{forge.Tokens.RsaJwk(null, forge.Foreign)}}}""", SignedTokens.Claims()),
            forge => forge.Sign($$"""{"alg":"RS256","kid":"key-1","Jwk":{{forge.Tokens.RsaJwk()}}}""", SignedTokens.Claims())),
        HostileToken.Of(
            "jwk that fits the signature, under a good kid",
            TokenRefusal.EmbeddedKey,
            forge => Forge.SignWith(
                forge.Foreign, $$"""{"alg":"RS256","kid":"key-1","jwk":{{forge.Tokens.RsaJwk("key-1", forge.Foreign)}}}""", SignedTokens.Claims()),
            forge => forge.Sign($$"""{"alg":"RS256","kid":"key-1","x":{{forge.Tokens.RsaJwk("key-1", forge.Foreign)}}}""", SignedTokens.Claims())),
        HostileToken.Of(
            "jku that publishes the signature's key",
            TokenRefusal.EmbeddedKey,
            forge => Forge.SignWith(forge.Foreign, $$"""{"alg":"RS256","kid":"evil","jku":"{{forge.Canary}}"}""", SignedTokens.Claims()),
            forge => forge.Sign($$"""{"alg":"RS256","kid":"key-1","jkt":"{{forge.Canary}}"}""", SignedTokens.Claims())),
        HostileToken.OfMember("cty", TokenRefusal.NestedToken, "\"cty\":\"JWT\"", "\"Cty\":\"JWT\""),
        HostileToken.OfMember("cty of JSON", TokenRefusal.NestedToken, "\"cty\":\"application/json\"", "\"ctype\":\"application/json\""),
        HostileToken.OfMember("cty is null", TokenRefusal.NestedToken, "\"cty\":null", "\"x\":null,\"y\":null"),
        HostileToken.OfMember("cty by an escape", TokenRefusal.NestedToken, "\"ct\\u0079\":\"JWT\"", "\"ct\\u0059\":\"JWT\""),
        HostileToken.OfMember("enc", TokenRefusal.NestedToken, "\"enc\":\"A256GCM\"", "\"Enc\":\"A256GCM\""),
        HostileToken.OfMember("enc is null", TokenRefusal.NestedToken, "\"enc\":null", "\"encrypted\":null"),
    ];

    // Well signed by the issuer; the twin has a member of another name.
    private static HostileToken Embedded(string name, Func<Forge, string> json, string? member = null) => HostileToken.Of(
        name,
        TokenRefusal.EmbeddedKey,
        forge => forge.Sign($$"""{"alg":"RS256","kid":"key-1","{{member ?? name}}":{{json(forge)}}}""", Forge.ClaimsFor(name)),
        forge => forge.Sign($$"""{"alg":"RS256","kid":"key-1","not-{{member ?? name}}":{{json(forge)}}}""", Forge.ClaimsFor(name)));
}
