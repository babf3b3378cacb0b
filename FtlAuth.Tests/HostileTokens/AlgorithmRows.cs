using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>The allow-list of algorithms, in exact case (RFC 8725 section 3.1), and one algorithm in the clothes of another.</summary>
internal static class AlgorithmRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        .. new[] { "none", "None", "NONE", "nOnE", "", "null", "rs256", "Rs256" }.Select(Named),
        .. new[] { "RS256 ", " RS256", "RS256\\u0000", "\\u0000RS256", "RS256\\n", "RS256,none" }.Select(Named),
        .. new[] { "R\\u0405256", "RS\\uff12\\uff15\\uff16", "RS\\u00b2\\u2075\\u2076" }.Select(Named),
        .. new[] { "SHA256withRSA", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" }.Select(Named),
        .. new[] { "RS1", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519", "HS256", "ML-DSA-65" }
            .Select(Named),
        .. new[] { "RSA1_5", "RSA-OAEP", "dir", "A256KW", "ECDH-ES", "PBES2-HS256+A128KW" }.Select(Named),

        HostileToken.OfHeader(
            "PBES2 with a billion rounds",
            TokenRefusal.AlgorithmNotAllowed,
            """{"alg":"PBES2-HS512+A256KW","p2c":1000000000,"p2s":"AAAA","kid":"key-1"}""",
            """{"alg":"RS256","p2c":1000000000,"p2s":"AAAA","kid":"key-1"}"""),
        HostileToken.Of(
            "JWE header and three parts",
            TokenRefusal.AlgorithmNotAllowed,
            forge => forge.Sign("""{"alg":"RSA-OAEP","enc":"A256GCM","kid":"key-1"}""", Forge.ClaimsFor("jwe")),
            forge => forge.Sign("""{"alg":"RS256","Enc":"A256GCM","kid":"key-1"}""", Forge.ClaimsFor("jwe"))),
        HostileToken.Of(
            "none with a signature of one byte",
            TokenRefusal.AlgorithmNotAllowed,
            _ => Forge.Join(Forge.Input("""{"alg":"none"}""", Forge.ClaimsFor("none")), [0]),
            forge => forge.GoodFor("none")),
        HostileToken.Of(
            "none without a signature",
            TokenRefusal.MalformedToken,
            _ => Forge.Input("""{"alg":"none"}""", Forge.ClaimsFor("none, bare")) + ".",
            forge => forge.GoodFor("none, bare")),
        HostileToken.Of(
            "none for the good signature of another header",
            TokenRefusal.AlgorithmNotAllowed,
            forge => string.Join('.', [SignedTokens.Encode("""{"alg":"none","kid":"key-1"}"""), .. forge.GoodFor("none, signed").Split('.')[1..]]),
            forge => forge.GoodFor("none, signed")),

        // A good signature of an algorithm that this gateway does not list; its twin goes to the gateway's own.
        .. new[] { "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384" }.Select(algorithm => HostileToken.Of(
            $"{algorithm}, well signed but not listed",
            TokenRefusal.AlgorithmNotAllowed,
            forge => forge.Tokens.SignAs(algorithm),
            forge => forge.Tokens.SignAs("RS256"))),

        // Every algorithm is listed: the header says one, the signature is of another.
        .. Confused("RS256", "RS384", "RS512", "PS256"),
        .. Confused("RS384", "RS256", "PS384"),
        .. Confused("RS512", "RS256", "PS512"),
        .. Confused("PS256", "RS256", "PS384", "PS512"),
        .. Confused("PS384", "PS256", "RS384"),
        .. Confused("PS512", "PS384", "RS512"),

        .. OfWrongKey("RS256", "p256", "key-1"),
        .. OfWrongKey("PS256", "p256", "key-1"),
        .. OfWrongKey("ES256", "key-1", "p256"),
        .. OfWrongKey("ES256", "p384", "p256"),
        .. OfWrongKey("ES384", "p256", "p384"),
        .. OfWrongKey("ES384", "key-1", "p384"),
        .. OfWrongKey("PS256", "alg-rs512-mended", "alg-ps256"),
        .. OfWrongKey("RS512", "alg-ps256", "alg-rs512"),
    ];

    private static HostileToken Named(string algorithm) => HostileToken.OfHeader(
        $"'{algorithm}'",
        TokenRefusal.AlgorithmNotAllowed,
        $$"""{"alg":"{{algorithm}}","kid":"key-1"}""",
        $$"""{"alg":"RS256","kid":"key-1","was":"{{algorithm}}"}""");

    private static IEnumerable<HostileToken> Confused(string said, params string[] signed) => signed.Select(algorithm => HostileToken.Of(
        $"{said} said, {algorithm} signed",
        TokenRefusal.BadSignature,
        forge => forge.Tokens.SignAs(algorithm, said),
        forge => forge.Tokens.SignAs(said),
        GatewayKind.EveryAlgorithm));

    private static IEnumerable<HostileToken> OfWrongKey(string algorithm, string keyId, string goodKeyId) =>
    [
        HostileToken.Of(
            $"{algorithm} with the id {keyId}",
            TokenRefusal.KeyNotForAlgorithm,
            forge => forge.Tokens.SignAs(algorithm, keyId: keyId),
            forge => forge.Tokens.SignAs(algorithm, keyId: goodKeyId),
            GatewayKind.EveryAlgorithm),
    ];
}
