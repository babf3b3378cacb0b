using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>A second issuer, with keys and faults of its own.</summary>
public sealed class OtherIssuer : IAsyncLifetime
{
    public TestSystem System { get; private set; } = null!;

    public string Url => System.System.IssuerUrl;

    public async ValueTask InitializeAsync() => System = await TestSystem.StartAsync();

    public async ValueTask DisposeAsync() => await System.DisposeAsync();
}
