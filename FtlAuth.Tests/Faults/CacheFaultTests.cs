using System.Diagnostics;
using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>The cache between two gateways goes away, hangs, or forgets everything: they work on, and share keys again when it is back.</summary>
public sealed class CacheFaultTests(FaultsSystem shared) : FaultsTest(shared)
{
    [Theory]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public Task Cache_StoppedAndRestarted_NobodyNotices(CacheKind kind) => AssertStopUnnoticedAsync(kind, CacheDuration);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public Task Cache_StoppedForLong_NobodyNotices(CacheKind kind) => AssertStopUnnoticedAsync(kind, CacheDuration * 25);

    [Theory]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public async Task Cache_Flushed_NobodyNotices(CacheKind kind)
    {
        await using var pair = await StartPairAsync(kind);

        await pair.Cache.FlushAsync();
        await AssertKeysAreSharedAsync(pair);
        await pair.Cache.FlushAsync();

        await AssertMendedAsync(pair);
    }

    [Fact]
    public Task Redis_Hangs_NobodyNotices() => AssertHangUnnoticedAsync(CacheDuration * 2);

    [Fact]
    [Trait("Category", "Long")]
    public Task Redis_HangsForLong_NobodyNotices() => AssertHangUnnoticedAsync(CacheDuration * 25);

    [Fact]
    public async Task Redis_Hangs_NewKeyIsServedWithoutWaitingForIt()
    {
        await using var pair = await StartPairAsync(CacheKind.Redis);
        await ((RedisServer)pair.Cache).SuspendAsync();
        await AssertTroubleAsync(pair);
        var waits = new List<double>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await WaitAsync(CacheDuration + (Slack * 0.3));
            await Stack.AddKeyAsync();
            var token = await MintAsync();
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(pair.First, token));
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        await ((RedisServer)pair.Cache).ResumeAsync();

        // One fetch; an operation on Redis is given up after a quarter of a second, and while it is known to hang not begun.
        Assert.All(waits, wait => Assert.InRange(wait, 0, 500));
    }

    private async Task AssertStopUnnoticedAsync(CacheKind kind, TimeSpan span)
    {
        await using var pair = await StartPairAsync(kind);

        await pair.Cache.StopAsync();
        await AssertTroubleAsync(pair);
        await WaitAsync(span);
        Assert.Equal(HttpStatusCode.OK, await StatusWithNewKeyAsync(pair.First));
        await pair.Cache.StartAgainAsync();

        await AssertMendedAsync(pair);
    }

    private async Task AssertHangUnnoticedAsync(TimeSpan span)
    {
        await using var pair = await StartPairAsync(CacheKind.Redis);
        var redis = (RedisServer)pair.Cache;

        await redis.SuspendAsync();
        await AssertTroubleAsync(pair);
        await WaitAsync(span);
        Assert.Equal(HttpStatusCode.OK, await StatusWithNewKeyAsync(pair.First));
        await redis.ResumeAsync();

        await AssertMendedAsync(pair);
    }

    private async Task<HttpStatusCode> StatusWithNewKeyAsync(AdditionalGateway gateway)
    {
        await Stack.AddKeyAsync();
        return await StatusAsync(gateway, await MintAsync());
    }

    // The fault bites: both gateways tell so, and stay ready.
    private static Task AssertTroubleAsync(GatewayPair pair) =>
        Task.WhenAll(AssertHealthAsync(pair.First, "Degraded"), AssertHealthAsync(pair.Second, "Degraded"));

    private async Task AssertMendedAsync(GatewayPair pair)
    {
        await AssertKeysAreSharedAsync(pair);
        await AssertAllIsWellAsync(pair.First);
        await AssertAllIsWellAsync(pair.Second);
        await pair.Traffic.StopAndAssertNobodyNoticedAsync();
    }
}
