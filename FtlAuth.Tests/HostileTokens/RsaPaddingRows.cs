using System.Security.Cryptography;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Signatures whose padding lenient verifiers let pass (RFC 8017 section 8.2.2, Bleichenbacher 2006, CVE-2006-4339, CVE-2014-1568).</summary>
internal static class RsaPaddingRows
{
    private const string Cubic = """{"alg":"RS256","kid":"cubic"}""";

    private static readonly byte[] Prefix = RawRsa.Sha256Prefix;

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        // No key is needed for these: the cube of the number begins or looks as the block should.
        Forged("rubbish behind a short padding, exponent 3", hash => RawRsa.Pad([.. Prefix, .. hash], fillLength: 8)),
        Forged("rubbish behind no padding, exponent 3", hash => RawRsa.Pad([.. Prefix, .. hash], fillLength: 0)),
        Forged("rubbish behind the hash alone, exponent 3", hash => RawRsa.Pad(hash, fillLength: 8)),
        Forged("number 0, exponent 3", _ => new byte[RawRsa.Length]),

        // With the key, so that only the padding is wrong.
        Padded("short padding and zeros behind", hash => RawRsa.Pad([.. Prefix, .. hash], fillLength: 8)),
        Padded("padding one byte short", hash => RawRsa.Pad([.. Prefix, .. hash], fillLength: RawRsa.Length - 3 - 51 - 1)),
        Padded("padding of another byte", hash => RawRsa.Pad([.. Prefix, .. hash], fill: 0xFE)),
        Padded("padding of zeros", hash => RawRsa.Pad([.. Prefix, .. hash], fill: 0)),
        Padded("block of type 0", hash => RawRsa.Pad([.. Prefix, .. hash], type: 0, fill: 0)),
        Padded("block of type 2, for encryption", hash => RawRsa.Pad([.. Prefix, .. hash], type: 2)),
        Padded("no separator", hash => RawRsa.Pad([.. Prefix, .. hash], separator: 0xFF)),
        Padded("hash without its name", hash => RawRsa.Pad(hash)),
        Padded("name without parameters", hash => RawRsa.Pad([0x30, 0x2F, 0x30, 0x0B, .. Prefix[4..15], 0x04, 0x20, .. hash])),
        Padded(
            "name with rubbish for parameters",
            hash => RawRsa.Pad([0x30, 0x35, 0x30, 0x11, .. Prefix[4..15], 0x04, 0x04, 1, 2, 3, 4, 0x04, 0x20, .. hash])),
        Padded("length in two bytes", hash => RawRsa.Pad([0x30, 0x81, 0x31, .. Prefix[2..], .. hash])),
        Padded("rubbish behind the hash", hash => RawRsa.Pad([.. Prefix, .. hash, 1])),
        Padded("hash turned around", hash => RawRsa.Pad([.. Prefix, .. hash.Reverse()])),
        Padded("hash cut off", hash => RawRsa.Pad([.. Prefix[..18], 0x10, .. hash[..16]])),
        Padded("hash under the name of SHA-512", hash => RawRsa.Pad([.. Prefix[..14], 3, .. Prefix[15..], .. hash])),
        Padded("no block at all", hash => [.. new byte[RawRsa.Length - hash.Length], .. hash]),

        Signed("SHA-1", HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
        Signed("MD5", HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1),
        Signed("SHA-384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        Signed("SHA-512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        Signed("SHA3-256", HashAlgorithmName.SHA3_256, RSASignaturePadding.Pkcs1),
        Signed("PSS", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),

        // RFC 7518 section 3.5: the salt is as long as the hash.
        Salted("PSS without salt", 0),
        Salted("PSS with a short salt", 20),
        Salted("PSS with a salt one byte too long", 33),
        Salted("PSS with the longest salt", PssBlock.LongestSalt),
    ];

    private static HostileToken Padded(string name, Func<byte[], byte[]> block) => HostileToken.Of(
        name,
        TokenRefusal.BadSignature,
        forge => forge.Raw.Sign(Forge.Input(SignedTokens.Header, Forge.ClaimsFor("padding: " + name)), block),
        forge => forge.Raw.Sign(Forge.Input(SignedTokens.Header, Forge.ClaimsFor("padding: " + name)), Good));

    private static HostileToken Forged(string name, Func<byte[], byte[]> block)
    {
        var input = Forge.Input(Cubic, Forge.ClaimsFor(name));
        return HostileToken.Of(
            name,
            TokenRefusal.BadSignature,
            _ => Forge.Join(input, RawRsa.CubeRoot(block(SHA256.HashData(Forge.Bytes(input))))),
            forge => forge.Cubic.Sign(input, Good));
    }

    private static HostileToken Signed(string name, HashAlgorithmName hash, RSASignaturePadding padding) => HostileToken.Of(
        $"RS256 said, {name} signed",
        TokenRefusal.BadSignature,
        forge => Sign(forge, SignedTokens.Header, Forge.ClaimsFor("hash: " + name), hash, padding),
        forge => forge.GoodFor("hash: " + name));

    private static HostileToken Salted(string name, int length)
    {
        var input = Forge.Input("""{"alg":"PS256","kid":"key-1"}""", Forge.ClaimsFor(name));
        return HostileToken.Of(
            name,
            TokenRefusal.BadSignature,
            forge => forge.Raw.Sign(input, hash => PssBlock.Pad(hash, length)),
            forge => forge.Raw.Sign(input, hash => PssBlock.Pad(hash, hash.Length)),
            GatewayKind.EveryAlgorithm);
    }

    private static string Sign(Forge forge, string header, string claims, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        var input = Forge.Input(header, claims);
        return Forge.Join(input, forge.Tokens.Rsa.SignData(Forge.Bytes(input), hash, padding));
    }

    private static byte[] Good(byte[] hash) => RawRsa.Pad([.. Prefix, .. hash]);
}
