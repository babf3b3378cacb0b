using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Contract;

/// <summary>One system with default settings, and a good token for it.</summary>
public sealed class ContractSystem : IAsyncLifetime
{
    public TestSystem System { get; private set; } = null!;

    public string Token { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync();
        Token = await System.MintAsync(new JsonObject { ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() });
    }

    public async ValueTask DisposeAsync() => await System.DisposeAsync();
}
