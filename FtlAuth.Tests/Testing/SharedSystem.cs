namespace FtlAuth.Tests.Testing;

/// <summary>One system with default settings for all tests of a collection that do not change it for others.</summary>
public sealed class SharedSystem : IAsyncLifetime
{
    public TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await TestSystem.StartAsync();

    public async ValueTask DisposeAsync() => await System.DisposeAsync();
}
