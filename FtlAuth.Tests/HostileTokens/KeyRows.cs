using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Published keys that must not be used, each with a token that is well signed by it.</summary>
internal static class KeyRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        .. KeyDefects.All.Select(defect => defect.Row),

        HostileToken.Of(
            "two keys of one id",
            TokenRefusal.KeyNotForAlgorithm,
            forge => forge.Sign(Header("twice"), SignedTokens.Claims()),
            forge => forge.Sign(Header("key-1"), SignedTokens.Claims())),
        HostileToken.Of(
            "two keys of one id, signed by the second",
            TokenRefusal.KeyNotForAlgorithm,
            forge => Forge.SignWith(forge.Second, Header("twice"), SignedTokens.Claims()),
            forge => Forge.SignWith(forge.Second, Header("key-2"), SignedTokens.Claims())),
        HostileToken.Of(
            "RSA of 1024 bits",
            TokenRefusal.UnknownKey,
            forge => Forge.SignWith(forge.Bits1024, Header("bits-1024"), SignedTokens.Claims()),
            forge => Forge.SignWith(forge.Second, Header("key-2"), SignedTokens.Claims())),
        HostileToken.Of(
            "RSA of 2040 bits",
            TokenRefusal.UnknownKey,
            forge => Forge.SignWith(forge.Bits2040, Header("bits-2040"), SignedTokens.Claims()),
            forge => Forge.SignWith(forge.Second, Header("key-2"), SignedTokens.Claims())),

        // With an exponent of 1 the signature is the padded hash itself: everybody can make it.
        HostileToken.Of(
            "RSA with the exponent 1",
            TokenRefusal.UnknownKey,
            _ => WithBlock(Forge.Input(Header("exponent-1"), SignedTokens.Claims())),
            forge => forge.Sign(Header("key-1"), SignedTokens.Claims())),
        HostileToken.Of(
            "padded hash for a signature",
            TokenRefusal.BadSignature,
            _ => WithBlock(Forge.Input(Header("key-1"), SignedTokens.Claims())),
            forge => forge.Sign(Header("key-1"), SignedTokens.Claims())),

        HostileToken.Of(
            "key of a stranger under a good id",
            TokenRefusal.BadSignature,
            forge => Forge.SignWith(forge.Foreign, Header("key-1"), SignedTokens.Claims()),
            forge => forge.Sign(Header("key-1"), SignedTokens.Claims())),
        HostileToken.Of(
            "key of a stranger and claims that are none",
            TokenRefusal.BadSignature,
            forge => Forge.SignWith(forge.Foreign, Header("key-1"), "[]"),
            forge => forge.Sign(Header("key-1"), SignedTokens.Claims())),
        HostileToken.Of(
            "key of a stranger and an expired token",
            TokenRefusal.BadSignature,
            forge => Forge.SignWith(forge.Foreign, Header("key-1"), SignedTokens.Claims("exp", "1")),
            forge => forge.Sign(Header("key-1"), SignedTokens.Claims())),
    ];

    private static string Header(string keyId) => $$"""{"alg":"RS256","kid":"{{keyId}}"}""";

    private static string WithBlock(string input) =>
        Forge.Join(input, RawRsa.Pad([.. RawRsa.Sha256Prefix, .. System.Security.Cryptography.SHA256.HashData(Forge.Bytes(input))]));
}
