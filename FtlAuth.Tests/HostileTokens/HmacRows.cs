using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>What everybody knows as the secret of an HMAC (CVE-2015-9235 and its kin); nowhere is a symmetric key a key of this gateway.</summary>
internal static class HmacRows
{
    private static readonly (string Name, Func<RSA, byte[]> Secret)[] Secrets =
    [
        ("public key in PEM", key => Forge.Bytes(key.ExportSubjectPublicKeyInfoPem())),
        ("public key in PEM, a line more", key => Forge.Bytes(key.ExportSubjectPublicKeyInfoPem() + "\n")),
        ("public key in PEM of PKCS 1", key => Forge.Bytes(key.ExportRSAPublicKeyPem())),
        ("public key in DER", key => key.ExportSubjectPublicKeyInfo()),
        ("public key in DER of PKCS 1", key => key.ExportRSAPublicKey()),
        ("modulus", key => key.ExportParameters(false).Modulus!),
        ("modulus in base64url", key => Forge.Bytes(SignedTokens.Encode(key.ExportParameters(false).Modulus!))),
        ("exponent", key => key.ExportParameters(false).Exponent!),
        ("key id", _ => "key-1"u8.ToArray()),
        ("empty secret", _ => []),
        ("zeros, more than a block", _ => new byte[65]),
        ("usual secret", _ => "secret"u8.ToArray()),
    ];

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        .. Secrets.Select(secret => NotAllowed($"HS256, {secret.Name}", forge => Forge.Hmac("HS256", "key-1", secret.Secret(forge.Tokens.Rsa)))),
        NotAllowed("HS512, public key in PEM", forge => Forge.Hmac("HS512", "key-1", PemOf(forge))),
        NotAllowed("HS256 where every algorithm is listed", forge => Forge.Hmac("HS256", "key-1", PemOf(forge)), GatewayKind.EveryAlgorithm),
        NotAllowed("HS256 with the published secret", _ => Forge.Hmac("HS256", "oct", PublishedKeys.Secret), GatewayKind.EveryAlgorithm),
        Row("RS256 said, HMAC with the public key", TokenRefusal.BadSignature, forge => Forge.Hmac("RS256", "key-1", PemOf(forge))),
        Row("RS256 said, HMAC with the published secret", TokenRefusal.UnknownKey, _ => Forge.Hmac("RS256", "oct", PublishedKeys.Secret)),
        Row("ES256 said, HMAC", TokenRefusal.BadSignature, forge => Forge.Hmac("ES256", "p256", PemOf(forge)), GatewayKind.EveryAlgorithm),
    ];

    private static byte[] PemOf(Forge forge) => Encoding.ASCII.GetBytes(forge.Tokens.Rsa.ExportSubjectPublicKeyInfoPem());

    private static HostileToken NotAllowed(string name, Func<Forge, string> hostile, GatewayKind gateway = default) =>
        Row(name, TokenRefusal.AlgorithmNotAllowed, hostile, gateway);

    private static HostileToken Row(string name, TokenRefusal refusal, Func<Forge, string> hostile, GatewayKind gateway = default) =>
        HostileToken.Of(name, refusal, hostile, forge => forge.Sign(SignedTokens.Header, SignedTokens.Claims()), gateway);
}
