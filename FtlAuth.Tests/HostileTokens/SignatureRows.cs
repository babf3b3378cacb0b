using System.Numerics;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>A good token with its signature changed, and parts of one good token under the signature of another.</summary>
internal static class SignatureRows
{
    private static readonly string Admin = SignedTokens.Claims("sub", "\"admin\"");

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        HostileToken.OfSignature("one byte", (_, _) => [0]),
        HostileToken.OfSignature("last byte missing", (_, signature) => signature[..^1]),
        HostileToken.OfSignature("first byte missing", (_, signature) => signature[1..]),
        HostileToken.OfSignature("first half", (_, signature) => signature[..128]),
        HostileToken.OfSignature("zero behind", (_, signature) => [.. signature, 0]),
        HostileToken.OfSignature("zero before", (_, signature) => [0, .. signature]),
        HostileToken.OfSignature("twice", (_, signature) => [.. signature, .. signature]),
        HostileToken.OfSignature("turned around", (_, signature) => [.. signature.Reverse()]),
        HostileToken.OfSignature("inverted", (_, signature) => [.. signature.Select(value => (byte)~value)]),
        HostileToken.OfSignature("first bit", (_, signature) => [(byte)(signature[0] ^ 0x80), .. signature[1..]]),
        HostileToken.OfSignature("last bit", (_, signature) => [.. signature[..^1], (byte)(signature[^1] ^ 1)]),
        HostileToken.OfSignature("bit in the middle", (_, signature) => [.. signature[..128], (byte)(signature[128] ^ 4), .. signature[129..]]),
        HostileToken.OfSignature("zeros", (_, _) => new byte[256]),
        HostileToken.OfSignature("zeros, half as many", (_, _) => new byte[128]),
        HostileToken.OfSignature("zeros, twice as many", (_, _) => new byte[512]),
        HostileToken.OfSignature("ones", (_, _) => [.. Enumerable.Repeat((byte)0xFF, 256)]),
        HostileToken.OfSignature("number 1", (_, _) => RawRsa.Bytes(BigInteger.One)),
        HostileToken.OfSignature("modulus", (forge, _) => RawRsa.Bytes(forge.Raw.Modulus)),
        HostileToken.OfSignature("modulus less 1", (forge, _) => RawRsa.Bytes(forge.Raw.Modulus - 1)),
        HostileToken.OfSignature("negative", (forge, signature) => RawRsa.Bytes(forge.Raw.Modulus - RawRsa.Number(signature))),
        HostileToken.OfSignature("modulus added", (forge, signature) => RawRsa.Bytes(forge.Raw.Modulus + RawRsa.Number(signature))),
        HostileToken.OfSignature("base64url of the signature", (_, signature) => Forge.Bytes(SignedTokens.Encode(signature))),
        HostileToken.OfSignature("hex of the signature", (_, signature) => Forge.Bytes(Convert.ToHexString(signature))),
        HostileToken.OfSignature("DER octet string of the signature", (_, signature) => [0x04, 0x82, 0x01, 0x00, .. signature]),
        HostileToken.OfSignature("8 KiB", (_, signature) => [.. Enumerable.Repeat(signature, 32).SelectMany(bytes => bytes)]),

        Mixed("payload of an unsigned token", forge => (forge.GoodFor("mix 1"), Forge.Input(SignedTokens.Header, Admin)), "H.p.S"),
        Mixed("payload of another token", forge => (forge.GoodFor("mix 2"), forge.Sign(SignedTokens.Header, Admin)), "H.p.S"),
        Mixed("signature of another token", forge => (forge.GoodFor("mix 3"), forge.GoodFor("mix 4")), "H.P.s"),
        Mixed("header of another token", forge => (forge.GoodFor("mix 5"), forge.Sign("""{"kid":"key-1","alg":"RS256"}""", Admin)), "h.P.S"),
        Mixed("header and payload in each other's place", forge => (forge.Sign(Both, Both + " "), ""), "P.H.S"),
    ];

    // Header and claims at once, so that either part would do in either place.
    private static string Both => SignedTokens.Header[..^1] + "," + SignedTokens.Claims()[1..];

    // H, P and S stand for the parts of the first token, small letters for those of the second; the first is the twin.
    private static HostileToken Mixed(string name, Func<Forge, (string First, string Second)> tokens, string shape) => HostileToken.Of(
        name,
        TokenRefusal.BadSignature,
        forge =>
        {
            var (first, second) = tokens(forge);
            var (one, two) = (first.Split('.'), second.Split('.'));
            return string.Join('.', shape.Split('.').Select(part => part switch
            {
                "H" => one[0],
                "P" => one[1],
                "S" => one[2],
                "h" => two[0],
                "p" => two[1],
                _ => two[2],
            }));
        },
        forge => tokens(forge).First);
}
