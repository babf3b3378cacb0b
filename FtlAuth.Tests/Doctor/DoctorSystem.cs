using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

/// <summary>A healthy deployment: issuer, MCP server, cache and a gateway that has its keys and has left them in the cache. No test changes it.</summary>
public sealed class DoctorSystem : IAsyncLifetime
{
    /// <summary>What its gateway seals with.</summary>
    public static readonly string Secret = Convert.ToBase64String([.. Enumerable.Range(100, 32).Select(number => (byte)number)]);

    public TestSystem System { get; private set; } = null!;

    /// <summary>The settings of its gateway, as an operator gives them to doctor.</summary>
    public (string Key, string? Value)[] Settings =>
    [
        ("AuthKit:Issuer", System.System.IssuerUrl),
        ("McpGateway:Url", System.System.McpUrl),
        ("Gateway:PublicUrl", System.System.GatewayUrl),
        ("Gateway:Secret", Secret),
        ("ConnectionStrings:cache", System.System.CacheConnectionString),
    ];

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync(("Gateway:Secret", Secret));
        var cache = new GarnetCache(System.System);
        await Eventually.TrueAsync(async () => (await cache.EntriesAsync()).Count > 0, "the gateway leaves its keys in the cache");
        await BeWellAsync(System.Client);
    }

    /// <summary>Waits until a gateway has the keys of all its issuers, and no trouble.</summary>
    public static Task BeWellAsync(HttpClient gateway) => Eventually.TrueAsync(
        async () =>
        {
            using var response = await gateway.GetAsync("/health", TestContext.Current.CancellationToken);
            return await response.TextAsync() == "Healthy";
        },
        "the gateway is well");

    public async ValueTask DisposeAsync() => await System.DisposeAsync();
}
