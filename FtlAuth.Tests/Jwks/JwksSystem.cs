using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>An issuer, an MCP server and a cache of their own for the tests that turn keys and break things; each test starts gateways of its own.</summary>
public sealed class JwksSystem : IAsyncLifetime
{
    /// <summary>What gateways must have in common to share keys in Redis.</summary>
    public static readonly string Secret = Convert.ToBase64String(new byte[32]);

    public TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync(("Gateway:Secret", Secret));

        // A replica that no test knows of would put its own keys into Redis whenever another one announces some.
        await System.System.StopGatewayAsync();
    }

    public async ValueTask DisposeAsync() => await System.DisposeAsync();
}
