using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>
/// A test under traffic; each begins with nothing broken. Its gateways live fast, so that a fault of a few seconds spans several refreshes.
/// </summary>
[Collection(FaultsCollection.Name)]
public abstract class FaultsTest(FaultsSystem shared) : IAsyncLifetime
{
    protected static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(1);

    // For what the machine adds to the gateway's own time: a timer, a fetch, a test that runs late.
    protected static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private const string Audience = "https://gateway.example/mcp";

    private static readonly string Secret = Convert.ToBase64String(new byte[32]);

    protected TestSystem Stack => shared.System;

    public virtual async ValueTask InitializeAsync()
    {
        await Stack.System.StartAuthKitAsync(TestContext.Current.CancellationToken);
        Stack.System.StartCache();
        await Stack.SetIssuerFaultAsync("jwks", "none");
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gateways that differ in their port only, so that they share tokens as replicas do.</summary>
    protected Task<AdditionalGateway> StartGatewayAsync(CacheServer? cache = null, int port = 0, string? drainDelay = null) => Stack.StartGatewayAsync(
    [
        ("urls", $"http://127.0.0.1:{port}"),
        ("AuthKit:Audience", Audience),
        ("Jwks:CacheDuration", CacheDuration.ToString()),
        ("Jwks:RefreshCooldown", "00:00:01"),
        ("Jwks:MaxStale", "01:00:00"),
        ("Gateway:Secret", Secret),
        ("Limits:DrainDelay", drainDelay),
        .. cache is null ? Array.Empty<(string, string?)>() : [("ConnectionStrings:cache", cache.ConnectionString)],
    ]);

    protected Task<GoodTraffic> StartTrafficAsync(params AdditionalGateway[] gateways) =>
        GoodTraffic.StartAsync(() => MintAsync(), [.. gateways.Select(gateway => gateway.Origin)]);

    protected Task<string> MintAsync(string key = "current") => Stack.MintForAsync(Audience, key);

    protected Task<int> FetchesAsync() => Stack.IssuerCountAsync("jwks");

    protected static Task WaitAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);

    /// <summary>Whatever was broken is mended: a key that nobody has seen is accepted, and the gateway calls itself well.</summary>
    protected async Task AssertAllIsWellAsync(AdditionalGateway gateway)
    {
        await Stack.AddKeyAsync();
        var token = await MintAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(gateway, token) == HttpStatusCode.OK, "a new key is accepted");
        await AssertHealthAsync(gateway, "Healthy");
    }

    protected static Task AssertHealthAsync(AdditionalGateway gateway, string expected) => Eventually.TrueAsync(
        async () =>
        {
            using var health = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
            return health.StatusCode == HttpStatusCode.OK && await health.TextAsync() == expected;
        },
        $"the gateway tells that it is {expected}");

    /// <summary>Two gateways that share their keys, and clients of both.</summary>
    protected async Task<GatewayPair> StartPairAsync(CacheKind kind)
    {
        var cache = await CacheServer.StartAsync(kind, Stack);
        var first = await StartGatewayAsync(cache);
        var second = await StartGatewayAsync(cache);
        var pair = new GatewayPair(cache, first, second, await StartTrafficAsync(first, second));
        await AssertKeysAreSharedAsync(pair);
        return pair;
    }

    protected static Task AssertKeysAreSharedAsync(GatewayPair pair) =>
        Eventually.TrueAsync(async () => (await pair.Cache.EntriesAsync()).Count > 0, "a gateway leaves its keys in the cache");

    /// <summary>A key that is not the issuer's is refused at every try.</summary>
    protected static async Task AssertRefusedForAsync(AdditionalGateway gateway, string token, TimeSpan span)
    {
        var until = DateTimeOffset.UtcNow + span;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, token));
        }
        while (DateTimeOffset.UtcNow < until && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));
    }

    protected static async Task<HttpStatusCode> StatusAsync(AdditionalGateway gateway, string token)
    {
        using var response = await gateway.PostMcpAsync(token);
        return response.StatusCode;
    }
}
