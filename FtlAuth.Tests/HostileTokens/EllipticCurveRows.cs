using System.Numerics;
using System.Security.Cryptography;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>
/// ECDSA signatures r and s that broken verifiers let pass (CVE-2022-21449, CVE-2021-43571), or that are not in the form of RFC 7518 section 3.4.
/// </summary>
internal static class EllipticCurveRows
{
    private static readonly BigInteger Order =
        RawRsa.Number(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"));

    private static readonly byte[] Zero = new byte[32];
    private static readonly byte[] One = [.. new byte[31], 1];

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("both zero", (_, _) => [.. Zero, .. Zero]),
        Row("r zero", (_, s) => [.. Zero, .. s]),
        Row("s zero", (r, _) => [.. r, .. Zero]),
        Row("both 1", (_, _) => [.. One, .. One]),
        Row("r the order", (_, s) => [.. Bytes(Order), .. s]),
        Row("s the order", (r, _) => [.. r, .. Bytes(Order)]),
        Row("both the order", (_, _) => [.. Bytes(Order), .. Bytes(Order)]),
        Row("both ones", (_, _) => [.. Enumerable.Repeat((byte)0xFF, 64)]),
        Row("in the other order", (r, s) => [.. s, .. r]),
        Row("r twice", (r, _) => [.. r, .. r]),

        // A negated s is as good (its twin here), a negated r is not.
        Row("r negated", (r, s) => [.. Negate(r), .. s], (r, s) => [.. r, .. Negate(s)]),
        Row("both negated", (r, s) => [.. Negate(r), .. Negate(s)], (r, s) => [.. r, .. Negate(s)]),
        Row("bytes turned around", (r, s) => [.. r.Reverse(), .. s.Reverse()]),
        Row("r alone", (r, _) => r),
        Row("one byte short", (r, s) => [.. r, .. s[..31]]),
        Row("one byte long", (r, s) => [.. r, .. s, 0]),
        Row("zero before each", (r, s) => [0, .. r, 0, .. s]),
        Row("as long as for P-384", (r, s) => [.. new byte[16], .. r, .. new byte[16], .. s]),
        Row("zeros as long as for P-384", (_, _) => new byte[96]),
        Row("zeros as long as for RSA", (_, _) => new byte[256]),
        Row("zero in DER", (_, _) => [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00]),
        Row("empty sequence in DER", (_, _) => [0x30, 0x00]),
        Signed("DER", (forge, input) => forge.Tokens.P256.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        Signed("SHA-384", (forge, input) => forge.Tokens.P256.SignData(input, HashAlgorithmName.SHA384)),
        Signed("SHA-1", (forge, input) => forge.Tokens.P256.SignData(input, HashAlgorithmName.SHA1)),
        Signed("hash of the hash", (forge, input) => forge.Tokens.P256.SignData(SHA256.HashData(input), HashAlgorithmName.SHA256)),
        Signed("RSA", (forge, input) => forge.Tokens.Rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        Signed("key of a stranger", (_, input) =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return key.SignData(input, HashAlgorithmName.SHA256);
        }),
    ];

    private static HostileToken Row(string name, Func<byte[], byte[], byte[]> change, Func<byte[], byte[], byte[]>? twin = null) => Signed(
        name,
        (forge, input) => Sign(forge, input) is var good ? change(good[..32], good[32..]) : [],
        (forge, input) => Sign(forge, input) is var good ? twin?.Invoke(good[..32], good[32..]) ?? good : []);

    private static HostileToken Signed(string name, Func<Forge, byte[], byte[]> sign, Func<Forge, byte[], byte[]>? twin = null)
    {
        var input = Forge.Input("""{"alg":"ES256","kid":"p256"}""", Forge.ClaimsFor("curve: " + name));
        return HostileToken.Of(
            name,
            TokenRefusal.BadSignature,
            forge => Forge.Join(input, sign(forge, Forge.Bytes(input))),
            forge => Forge.Join(input, (twin ?? Sign)(forge, Forge.Bytes(input))),
            GatewayKind.EveryAlgorithm);
    }

    private static byte[] Sign(Forge forge, byte[] input) => forge.Tokens.P256.SignData(input, HashAlgorithmName.SHA256);

    private static byte[] Negate(byte[] number) => Bytes(Order - RawRsa.Number(number));

    private static byte[] Bytes(BigInteger number) => RawRsa.Bytes(number)[^32..];
}
