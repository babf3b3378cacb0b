using BenchmarkDotNet.Attributes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Benchmarks;

/// <summary>The headers that tell the MCP server who the user is, of ordinary values and of those that must be encoded.</summary>
[MemoryDiagnoser]
public class IdentityHeader
{
    private readonly VerifiedToken _ordinary = CreateToken("a@example.test");
    private readonly VerifiedToken _encoded = CreateToken("ångström 100 % <a@example.test>");

    [Benchmark(Baseline = true)]
    public int OfAToken() => IdentityHeaders.Of(_ordinary, out _).Count;

    [Benchmark]
    public int OfATokenToEncode() => IdentityHeaders.Of(_encoded, out _).Count;

    private static VerifiedToken CreateToken(string email) => new()
    {
        Subject = "user_01HXYZ0123456789ABCDEFGHJK",
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        ClientId = "client_01HXYZ0123456789ABCDEFGHJK",
        OrganizationId = "org_01HXYZ0123456789ABCDEFGHJK",
        SessionId = "app_consent_01HXYZ0123456789ABCDEFGHJK",
        Email = email,
        Scopes = ["openid", "profile", "email"],
    };
}
