using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace FtlAuth.Tests.Jwks;

/// <summary>Two gateways on one Redis: what one has found out, the other need not ask.</summary>
public sealed class ReplicasTests(JwksSystem shared) : JwksTest(shared)
{
    private ConnectionMultiplexer _redis = null!;
    private int _gateways;

    private (string Key, string? Value)[] Shared => [("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", JwksSystem.Secret)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(Stack.System.CacheConnectionString + ",allowAdmin=true");
        await _redis.ForgetSharedAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task NewKey_SeenByOne_IsKnownToTheOtherWithoutAFetch()
    {
        await using var first = await StartWarmAsync();
        await using var second = await StartWarmAsync();
        await Stack.AddKeyAsync();
        var token = await MintAsync();
        var fetches = await FetchesAsync();

        await AssertServedAsync(first, token);
        await AssertServedAsync(second, token);

        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task NewKey_AtBothAtOnce_OneFetchAndEverybodyIsServed()
    {
        await using var first = await StartWarmAsync();
        await using var second = await StartWarmAsync();
        await Stack.AddKeyAsync();
        var token = await MintAsync();
        var fetches = await FetchesAsync();

        var statuses = await Task.WhenAll(StatusesAsync(first, 50, _ => token), StatusesAsync(second, 50, _ => token));

        Assert.All(statuses.SelectMany(status => status), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task UnknownKeys_AtBoth_CostOneFetchInACooldown()
    {
        await using var first = await StartWarmAsync(clock: true);
        await using var second = await StartWarmAsync(clock: true);
        var unknown = await MintUnknownAsync();
        var fetches = await FetchesAsync();

        await AssertUnknownKeyAsync(first, unknown);
        await AssertUnknownKeyAsync(second, unknown);
        Assert.Equal(fetches + 1, await FetchesAsync());

        Time.Advance(TimeSpan.FromSeconds(30));
        await AssertUnknownKeyAsync(second, unknown);
        await AssertUnknownKeyAsync(first, unknown);
        Assert.Equal(fetches + 2, await FetchesAsync());
    }

    [Fact]
    public async Task UnknownKeys_AFloodAtBoth_CostsOneFetch()
    {
        await using var first = await StartWarmAsync(clock: true);
        await using var second = await StartWarmAsync(clock: true);
        var good = await MintAsync();
        var unknown = await Task.WhenAll(Enumerable.Range(0, 50).Select(index => MintUnknownAsync($"unknown-{index}")));
        var fetches = await FetchesAsync();

        for (var round = 0; round < 100; round++)
        {
            var statuses = await Task.WhenAll(
                StatusesAsync(first, 50, index => unknown[index]),
                StatusesAsync(second, 50, index => unknown[index]),
                StatusesAsync(round % 2 == 0 ? first : second, 5, _ => good));
            Assert.All(statuses[0].Concat(statuses[1]), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
            Assert.All(statuses[2], status => Assert.Equal(HttpStatusCode.OK, status));
        }

        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    // By the clock it is due at both at the same moment; the one whose turn it is not hears of the set from the other.
    [Fact]
    public async Task Refresh_DueAtBoth_IsOneFetch()
    {
        await using var first = await StartWarmAsync(clock: true);
        await using var second = await StartWarmAsync(clock: true);
        var (loaded, fetches) = (FetchedAt(first), await FetchesAsync());

        Time.Advance(TimeSpan.FromMinutes(4));
        await Eventually.TrueAsync(
            () =>
            {
                // For a timer that was set while the clock went forward; less in all than the time after which the second would fetch itself.
                Time.Advance(TimeSpan.FromMilliseconds(5));
                return Task.FromResult(FetchedAt(first) > loaded && FetchedAt(second) > loaded);
            },
            "both have the newer set");

        Assert.Equal(FetchedAt(first), FetchedAt(second));
        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task RemovedKey_AnnouncedByNobody_IsRefusedByBothWithinTheCacheDuration()
    {
        await using var first = await StartWarmAsync(clock: true);
        await using var second = await StartWarmAsync(clock: true);
        var removed = await RotateAsync();
        var token = await MintAsync(removed);
        await AssertServedAsync(first, token);
        await AssertServedAsync(second, token);
        await Stack.RemoveKeyAsync(removed);

        // Whoever can write to Redis can claim the refresh as well as lose announcements.
        Stack.System.StopCache();
        await Eventually.TrueAsync(
            async () =>
            {
                Time.Advance(TimeSpan.FromSeconds(10));
                return await IsRefusedAsync(first, token) && await IsRefusedAsync(second, token);
            },
            "both refuse the removed key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("taken")]
    public async Task Claims_MadeUp_KeepNobodyFromFetching(string forged)
    {
        await using (var gateway = await StartWarmAsync())
        {
            await AssertUnknownKeyAsync(gateway, await MintUnknownAsync());
        }

        _gateways--;
        Assert.NotEmpty(await _redis.ClaimsAsync());
        foreach (var claim in await _redis.ClaimsAsync())
        {
            await _redis.GetDatabase().StringSetAsync(claim, forged);
        }

        await using var other = await StartWarmAsync();
        await Stack.AddKeyAsync();

        await AssertServedAsync(other, await MintAsync());
    }

    [Fact]
    public async Task Claim_PutBackAfterItsTime_KeepsNobodyFromFetching()
    {
        await using var gateway = await StartWarmAsync(clock: true);
        await AssertUnknownKeyAsync(gateway, await MintUnknownAsync());
        await Eventually.TrueAsync(async () => (await _redis.ClaimsAsync()).Length > 0, "the gateway claims the look");
        var keys = await _redis.ClaimsAsync();
        var values = await _redis.GetDatabase().StringGetAsync(keys);
        Time.Advance(TimeSpan.FromSeconds(30));
        foreach (var (key, value) in keys.Zip(values))
        {
            await _redis.GetDatabase().StringSetAsync(key, value);
        }

        await Stack.AddKeyAsync();

        await AssertServedAsync(gateway, await MintAsync());
    }

    // A claim for one thing is none for another.
    [Fact]
    public async Task KeySet_PutInPlaceOfAClaim_KeepsNobodyFromFetching()
    {
        await using (var gateway = await StartWarmAsync())
        {
            await AssertUnknownKeyAsync(gateway, await MintUnknownAsync());
        }

        _gateways--;
        var entry = await _redis.GetDatabase().StringGetAsync((await _redis.SharedKeysAsync()).Single());
        await _redis.GetDatabase().StringSetAsync((await _redis.ClaimsAsync()).Single(), entry);
        await using var other = await StartWarmAsync();
        await Stack.AddKeyAsync();

        await AssertServedAsync(other, await MintAsync());
    }

    [Fact]
    public async Task KeySet_OlderOnePutBackAndAnnounced_ReplacesNothing()
    {
        await using var gateway = await StartWarmAsync();
        var key = (await _redis.SharedKeysAsync()).Single();
        var old = await _redis.GetDatabase().StringGetAsync(key);
        await Stack.AddKeyAsync();
        var token = await MintAsync();
        await AssertServedAsync(gateway, token);
        await Eventually.TrueAsync(async () => await _redis.GetDatabase().StringGetAsync(key) != old, "the newer set is in Redis");

        await _redis.GetDatabase().StringSetAsync(key, old);
        await _redis.GetSubscriber().PublishAsync(RedisChannel.Literal(key.ToString()), "");

        for (var count = 0; count < 20; count++)
        {
            await AssertServedAsync(gateway, token);
        }
    }

    [Fact]
    public async Task KeySet_MadeUpAndAnnounced_ReplacesNothingAndIsReplaced()
    {
        var token = await MintAsync();
        await using var gateway = await StartWarmAsync();
        var key = (await _redis.SharedKeysAsync()).Single();
        await _redis.GetDatabase().StringSetAsync(key, "forged");

        await _redis.GetSubscriber().PublishAsync(RedisChannel.Literal(key.ToString()), "");

        await Eventually.TrueAsync(async () => await _redis.GetDatabase().StringGetAsync(key) != "forged", "the gateway puts its own set back");
        await AssertServedAsync(gateway, token);
    }

    [Fact]
    public async Task Redis_Flushed_GetsTheKeysBackWithTheNextAnnouncement()
    {
        await using var gateway = await StartWarmAsync();
        var key = (await _redis.SharedKeysAsync()).Single();
        await _redis.GetServers()[0].FlushDatabaseAsync();

        await _redis.GetSubscriber().PublishAsync(RedisChannel.Literal(key.ToString()), "");

        await Eventually.TrueAsync(async () => (await _redis.SharedKeysAsync()).Length == 1, "the gateway puts its set back");
    }

    [Fact]
    public async Task Redis_BackAfterAnOutage_SharesAgain()
    {
        await using var first = await StartWarmAsync();
        await using var second = await StartWarmAsync();
        Stack.System.StopCache();
        await Stack.AddKeyAsync();
        await AssertServedAsync(first, await MintAsync());
        await AssertServedAsync(second, await MintAsync());
        Stack.System.StartCache();

        await Eventually.TrueAsync(async () => _redis.IsConnected && (await _redis.SharedKeysAsync()).Length == 1, "the gateways put their set back");
    }

    private async Task<AdditionalGateway> StartWarmAsync(bool clock = false)
    {
        var gateway = clock ? await StartWithClockAsync(Shared) : await StartAsync(Shared);
        await AssertServedAsync(gateway, await MintAsync());
        await Eventually.TrueAsync(async () => (await _redis.SharedKeysAsync()).Length == 1, "the gateway leaves its keys in Redis");
        await Eventually.TrueAsync(async () => await SubscribersAsync() >= _gateways + 1, "the gateway listens for announcements");
        _gateways++;
        return gateway;
    }

    private async Task<long> SubscribersAsync() =>
        await _redis.GetServers()[0].SubscriptionSubscriberCountAsync(RedisChannel.Literal((await _redis.SharedKeysAsync()).Single().ToString()));

    private static DateTimeOffset FetchedAt(AdditionalGateway gateway) => gateway.Services.GetRequiredService<TrustedIssuers>()[0].Keys.Document!.FetchedAt;

    /// <summary>Adds a key that another one follows at once; gives its id.</summary>
    private async Task<string> RotateAsync()
    {
        var removed = await Stack.AddKeyAsync();
        await Stack.AddKeyAsync();
        return removed;
    }

    private Task<string> MintUnknownAsync(string keyId = "unknown") => Stack.MintAsync(new JsonObject { ["aud"] = Audience }, new JsonObject { ["kid"] = keyId });

    private static async Task<bool> IsRefusedAsync(AdditionalGateway gateway, string token)
    {
        using var response = await gateway.PostMcpAsync(token);
        return response.StatusCode == HttpStatusCode.Unauthorized;
    }
}
