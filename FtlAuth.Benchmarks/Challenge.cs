using BenchmarkDotNet.Attributes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Benchmarks;

/// <summary>The answer to a request without a good token.</summary>
[MemoryDiagnoser]
public class Challenge
{
    private readonly DefaultHttpContext _context = new();
    private readonly BearerChallenge _challenge;

    public Challenge()
    {
        var gateway = new GatewayOptions { PublicUrl = "https://mcp.test" };
        var authKit = new AuthKitOptions { Issuer = "https://issuer.test" };
        _challenge = new BearerChallenge(new PublicOrigin(gateway, authKit, new ForwardedHeadersSettings(), null!), gateway, authKit);
    }

    [Benchmark(Baseline = true)]
    public Task Missing() => _challenge.WriteMissingAsync(_context);

    [Benchmark]
    public Task InvalidToken() => _challenge.WriteInvalidTokenAsync(_context, "The signature is not valid");
}
