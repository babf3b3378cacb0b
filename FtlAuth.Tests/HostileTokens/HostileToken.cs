using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>A row of the table: a hostile token, why it is refused, and its twin, which differs in as little as makes it good.</summary>
internal sealed record HostileToken(string Name, Verdict Verdict, Func<Forge, Presented> Hostile, Func<Forge, Presented> Twin)
{
    public GatewayKind Gateway { get; init; }

    /// <summary>Two tokens made by the forge.</summary>
    public static HostileToken Of(string name, Verdict verdict, Func<Forge, string> hostile, Func<Forge, string> twin, GatewayKind gateway = default) =>
        new(name, verdict, forge => hostile(forge), forge => twin(forge)) { Gateway = gateway };

    /// <summary>Two headers, well signed by <c>key-1</c>.</summary>
    public static HostileToken OfHeader(string name, TokenRefusal refusal, string hostile, string twin, GatewayKind gateway = default) =>
        Of(name, refusal, forge => forge.Sign(hostile, SignedTokens.Claims()), forge => forge.Sign(twin, SignedTokens.Claims()), gateway);

    /// <summary>Two members behind <c>alg</c> and <c>kid</c> in a header, well signed.</summary>
    public static HostileToken OfMember(string name, TokenRefusal refusal, string hostile, string twin) =>
        OfHeader(name, refusal, $$"""{"alg":"RS256","kid":"key-1",{{hostile}}}""", $$"""{"alg":"RS256","kid":"key-1",{{twin}}}""");

    /// <summary>Two values of one claim in raw JSON, or null for none, well signed.</summary>
    public static HostileToken OfClaim(string name, TokenRefusal refusal, string claim, string? hostile, string? twin, GatewayKind gateway = default) =>
        Of(name,
            refusal,
            forge => forge.Sign(SignedTokens.Header, SignedTokens.Claims(claim, hostile)),
            forge => forge.Sign(SignedTokens.Header, SignedTokens.Claims(claim, twin)),
            gateway);

    /// <summary>Two documents of claims, well signed; X stands for the members of a good one.</summary>
    public static HostileToken OfClaims(string name, TokenRefusal refusal, string hostile, string twin, GatewayKind gateway = default)
    {
        return Of(
            name,
            refusal,
            forge => forge.Sign(SignedTokens.Header, Fill(hostile)),
            forge => forge.Sign(SignedTokens.Header, Fill(twin)),
            gateway);

        static string Fill(string document) => document.Replace("X", SignedTokens.Claims()[1..^1], StringComparison.Ordinal);
    }

    /// <summary>Two signatures, as bytes, over the same input.</summary>
    public static HostileToken OfSignature(string name, Func<Forge, byte[], byte[]> hostile) => Of(
        name,
        TokenRefusal.BadSignature,
        forge => Forge.WithSignature(forge.GoodFor(name), bytes => hostile(forge, bytes)),
        forge => forge.GoodFor(name));
}
