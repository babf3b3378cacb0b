using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>What gateways do with a cache holds for Redis itself and for the one that is embedded in the system.</summary>
public sealed class CacheServerTests(JwksSystem shared) : JwksTest(shared)
{
    [Theory]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public async Task SecondGateway_SameSecret_StartsWithoutFetch(CacheKind kind)
    {
        await using var cache = await CacheServer.StartAsync(kind, Stack);
        var token = await MintAsync();
        await using var first = await StartWithEntryAsync(cache, token);
        var fetches = await FetchesAsync();

        await using var second = await StartAsync(Shared(cache.ConnectionString));
        await AssertServedAsync(second, token);

        Assert.Equal(fetches, await FetchesAsync());
    }

    [Theory]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public async Task Gateway_WrongPassword_DegradedAndServing(CacheKind kind)
    {
        await using var cache = await CacheServer.StartAsync(kind, Stack);

        await using var gateway = await StartAsync(Shared(cache.ConnectionString.Replace("password=", "connectTimeout=300,connectRetry=0,password=wrong", StringComparison.Ordinal)));

        await AssertServedAsync(gateway, await MintAsync());
        await AssertHealthAsync(gateway, "Degraded");
        Assert.Empty(await cache.EntriesAsync());
    }

    [Theory]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public async Task Gateway_CacheStartsLater_ConnectsByItself(CacheKind kind)
    {
        await using var cache = await CacheServer.StartAsync(kind, Stack);
        await cache.StopAsync();
        await using var gateway = await StartAsync(
            [.. Shared(cache.ConnectionString + ",connectTimeout=300,connectRetry=0"), ("Jwks:CacheDuration", "00:00:01"), ("Jwks:RefreshCooldown", "00:00:01")]);
        await AssertServedAsync(gateway, await MintAsync());
        await AssertHealthAsync(gateway, "Degraded");

        await cache.StartAgainAsync();

        await AssertHealthAsync(gateway, "Healthy");
        await Eventually.TrueAsync(async () => (await cache.EntriesAsync()).Count > 0, "the gateway leaves its keys in the cache");
    }

    private static (string Key, string? Value)[] Shared(string connectionString) =>
        [("ConnectionStrings:cache", connectionString), ("Gateway:Secret", JwksSystem.Secret)];

    private async Task<AdditionalGateway> StartWithEntryAsync(CacheServer cache, string token)
    {
        var gateway = await StartAsync(Shared(cache.ConnectionString));
        await AssertServedAsync(gateway, token);
        await Eventually.TrueAsync(async () => (await cache.EntriesAsync()).Count > 0, "the gateway leaves its keys in the cache");
        return gateway;
    }

    private static async Task AssertHealthAsync(AdditionalGateway gateway, string expected) => await Eventually.TrueAsync(
        async () =>
        {
            using var health = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
            return health.StatusCode == HttpStatusCode.OK && await health.TextAsync() == expected;
        },
        $"the gateway tells that it is {expected}");
}
