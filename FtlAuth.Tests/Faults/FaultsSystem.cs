using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>An issuer, an MCP server and a cache for the tests under traffic; each test starts gateways of its own.</summary>
public sealed class FaultsSystem : IAsyncLifetime
{
    public TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await TestSystem.StartAsync();

    public async ValueTask DisposeAsync() => await System.DisposeAsync();
}
