using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>Somebody else writes to the cache, all the time: nobody is signed in with a key that is not the issuer's, and nobody is locked out.</summary>
public sealed class PoisonTests(FaultsSystem shared) : FaultsTest(shared)
{
    [Theory]
    [InlineData(CacheKind.Redis)]
    public Task Cache_FullOfForgedKeys_NobodyGetsInWithThem(CacheKind kind) => AssertForgeryIsInVainAsync(kind, CacheDuration * 2);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public Task Cache_FullOfForgedKeysForLong_NobodyGetsInWithThem(CacheKind kind) => AssertForgeryIsInVainAsync(kind, CacheDuration * 25);

    [Theory]
    [InlineData(CacheKind.Redis)]
    public Task Cache_OldKeysReplayed_RemovedKeyIsRefusedAllTheSame(CacheKind kind) => AssertReplayIsInVainAsync(kind, CacheDuration);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public Task Cache_OldKeysReplayedForLong_RemovedKeyIsRefusedAllTheSame(CacheKind kind) => AssertReplayIsInVainAsync(kind, CacheDuration * 25);

    [Fact]
    public async Task Channel_FullOfAnnouncements_NobodyNoticesAndRedisIsHardlyRead()
    {
        const int Announcements = 5000;
        await using var pair = await StartPairAsync(CacheKind.Redis);
        var reads = await pair.Cache.ReadsAsync();

        await pair.Cache.AnnounceAsync(Announcements);

        // Each gateway takes one announcement in a second.
        Assert.InRange(await pair.Cache.ReadsAsync() - reads, 1, Announcements / 20);
        await AssertMendedAsync(pair);
    }

    private async Task AssertForgeryIsInVainAsync(CacheKind kind, TimeSpan span)
    {
        await using var pair = await StartPairAsync(kind);
        using var forger = new Forger();
        var forged = forger.Sign(await MintAsync());

        await using (await Poisoner.StartAsync(async () => await pair.Cache.WriteAsync(forger.Forge(await pair.Cache.EntriesAsync()))))
        {
            // One that starts now meets the forged set before any other.
            await using var third = await StartGatewayAsync(pair.Cache);
            await AssertEachAsync(pair, third, gateway => AssertRefusedForAsync(gateway, forged, span));
            await AssertEachAsync(pair, third, async gateway => Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync())));
        }

        await AssertMendedAsync(pair);
    }

    private async Task AssertReplayIsInVainAsync(CacheKind kind, TimeSpan span)
    {
        var removed = await Stack.AddKeyAsync();
        var token = await MintAsync(removed);
        await Stack.AddKeyAsync();
        await using var pair = await StartPairAsync(kind);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(pair.First, token));
        var old = await pair.Cache.EntriesAsync();

        await Stack.RemoveKeyAsync(removed);
        await using (await Poisoner.StartAsync(() => pair.Cache.WriteAsync(old)))
        {
            // One that starts now may believe the old set, but not for longer than it counts as fresh.
            await using var third = await StartGatewayAsync(pair.Cache);
            await WaitAsync(CacheDuration + Slack);
            await AssertEachAsync(pair, third, gateway => AssertRefusedForAsync(gateway, token, span));

            // Now the old set is too old for whoever starts while the issuer answers.
            await using var fourth = await StartGatewayAsync(pair.Cache);
            await AssertRefusedForAsync(fourth, token, CacheDuration);
        }

        await AssertMendedAsync(pair);
    }

    private static Task AssertEachAsync(GatewayPair pair, AdditionalGateway third, Func<AdditionalGateway, Task> assert) =>
        Task.WhenAll(assert(pair.First), assert(pair.Second), assert(third));

    private async Task AssertMendedAsync(GatewayPair pair)
    {
        await AssertKeysAreSharedAsync(pair);
        await AssertAllIsWellAsync(pair.First);
        await AssertAllIsWellAsync(pair.Second);
        await pair.Traffic.StopAndAssertNobodyNoticedAsync();
    }
}
