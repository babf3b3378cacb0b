using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Keys that the issuer publishes and that are not for verifying these tokens (RFC 7517 section 4, RFC 7518 section 6).</summary>
internal static class KeyDefects
{
    public static IReadOnlyList<KeyDefect> All { get; } =
    [
        new("use-enc", TokenRefusal.UnknownKey, "use", "\"enc\"", "\"sig\""),
        new("use-upper", TokenRefusal.UnknownKey, "use", "\"SIG\"", "\"sig\""),
        new("use-empty", TokenRefusal.UnknownKey, "use", "\"\"", null),
        new("use-array", TokenRefusal.UnknownKey, "use", "[\"sig\"]", "\"sig\""),
        new("ops-sign", TokenRefusal.UnknownKey, "key_ops", "[\"sign\"]", "[\"verify\"]"),
        new("ops-encrypt", TokenRefusal.UnknownKey, "key_ops", "[\"encrypt\",\"wrapKey\"]", "[\"encrypt\",\"verify\"]"),
        new("ops-text", TokenRefusal.UnknownKey, "key_ops", "\"verify\"", "[\"verify\"]"),
        new("ops-empty", TokenRefusal.UnknownKey, "key_ops", "[]", null),
        new("kty-ec", TokenRefusal.UnknownKey, "kty", "\"EC\"", "\"RSA\""),
        new("kty-case", TokenRefusal.UnknownKey, "kty", "\"rsa\"", "\"RSA\""),
        new("kty-oct", TokenRefusal.UnknownKey, "kty", "\"oct\"", "\"RSA\""),
        new("kty-none", TokenRefusal.UnknownKey, "kty", null, "\"RSA\""),
        new("alg-rs512", TokenRefusal.KeyNotForAlgorithm, "alg", "\"RS512\"", "\"RS256\""),
        new("alg-ps256", TokenRefusal.KeyNotForAlgorithm, "alg", "\"PS256\"", "\"RS256\""),
        new("alg-hs256", TokenRefusal.UnknownKey, "alg", "\"HS256\"", "\"RS256\""),
        new("alg-es256", TokenRefusal.UnknownKey, "alg", "\"ES256\"", null),
        new("alg-oaep", TokenRefusal.UnknownKey, "alg", "\"RSA-OAEP-256\"", "\"RS256\""),
        new("alg-none", TokenRefusal.UnknownKey, "alg", "\"none\"", null),
        new("alg-case", TokenRefusal.UnknownKey, "alg", "\"rs256\"", "\"RS256\""),
        new("alg-array", TokenRefusal.UnknownKey, "alg", "[\"RS256\"]", "\"RS256\""),
        new("n-padded", TokenRefusal.UnknownKey, "n", "\"<own>==\"", "\"<own>\""),
        new("n-line-end", TokenRefusal.UnknownKey, "n", "\"<own>\\n\"", "\"<own>\""),
        new("n-array", TokenRefusal.UnknownKey, "n", "[\"<own>\"]", "\"<own>\""),
        new("n-short", TokenRefusal.UnknownKey, "n", "\"AQAB\"", "\"<own>\""),
        new("e-zero", TokenRefusal.UnknownKey, "e", "\"AA\"", "\"AQAB\""),
        new("e-two", TokenRefusal.UnknownKey, "e", "\"Ag\"", "\"AQAB\""),
        new("e-even", TokenRefusal.UnknownKey, "e", "\"AQAA\"", "\"AQAB\""),
        new("e-large", TokenRefusal.UnknownKey, "e", "\"AQAAAAE\"", "\"AQAB\""),
        new("e-number", TokenRefusal.UnknownKey, "e", "65537", "\"AQAB\""),
        new("e-none", TokenRefusal.UnknownKey, "e", null, "\"AQAB\""),
        new("private", TokenRefusal.UnknownKey, "d", "\"AQAB\"", null),

        new("crv-p384", TokenRefusal.UnknownKey, "crv", "\"P-384\"", "\"P-256\"", Curve: true),
        new("crv-k1", TokenRefusal.UnknownKey, "crv", "\"secp256k1\"", "\"P-256\"", Curve: true),
        new("crv-case", TokenRefusal.UnknownKey, "crv", "\"p-256\"", "\"P-256\"", Curve: true),
        new("crv-none", TokenRefusal.UnknownKey, "crv", null, "\"P-256\"", Curve: true),
        new("x-off-curve", TokenRefusal.UnknownKey, "x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "\"<own>\"", Curve: true),
        new("x-short", TokenRefusal.UnknownKey, "x", "\"AQ\"", "\"<own>\"", Curve: true),
        new("x-padded", TokenRefusal.UnknownKey, "x", "\"<own>=\"", "\"<own>\"", Curve: true),
        new("ec-alg-es384", TokenRefusal.UnknownKey, "alg", "\"ES384\"", "\"ES256\"", Curve: true),
        new("ec-use-enc", TokenRefusal.UnknownKey, "use", "\"enc\"", "\"sig\"", Curve: true),
    ];
}
