using System.Threading.RateLimiting;
using FtlAuth.Gateway.RateLimits;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.RateLimits;

public sealed class FixedMemoryRateLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(1_000_000)]
    public void AttemptAcquire_UnusedKey_MaySpendItsMinuteAtOnce(int limit)
    {
        using var limiter = new FixedMemoryRateLimiter<string>(limit, _time);

        for (var count = 0; count < limit; count++)
        {
            Assert.True(limiter.AttemptAcquire("a").IsAcquired);
        }

        Assert.False(limiter.AttemptAcquire("a").IsAcquired);
    }

    [Fact]
    public void AttemptAcquire_BeyondTheLimit_SaysWhenThereIsRoomAgain()
    {
        using var limiter = new FixedMemoryRateLimiter<string>(6, _time);
        for (var count = 0; count < 6; count++)
        {
            Assert.True(limiter.AttemptAcquire("a").IsAcquired);
        }

        Assert.True(limiter.AttemptAcquire("a").TryGetMetadata(MetadataName.RetryAfter, out var retryAfter));
        Assert.Equal(TimeSpan.FromSeconds(10), retryAfter);

        _time.Advance(retryAfter - TimeSpan.FromMilliseconds(1));
        Assert.False(limiter.AttemptAcquire("a").IsAcquired);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(limiter.AttemptAcquire("a").IsAcquired);
        Assert.False(limiter.AttemptAcquire("a").IsAcquired);
    }

    [Fact]
    public void AttemptAcquire_OfOtherKeys_IsNotAffected()
    {
        using var limiter = new FixedMemoryRateLimiter<int>(1, _time);
        for (var count = 0; count < 100; count++)
        {
            limiter.AttemptAcquire(-1);
        }

        // Each has two buckets, and a hash that nobody can foresee: that both of one are used up by others must be rare.
        Assert.InRange(Enumerable.Range(0, 2000).Count(key => !limiter.AttemptAcquire(key).IsAcquired), 0, 20);
    }

    [Fact]
    public void AttemptAcquire_OfAMillionKeys_TakesNoMoreMemory()
    {
        using var limiter = new FixedMemoryRateLimiter<long>(10, _time);
        limiter.AttemptAcquire(-1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var key = 0L; key < 1_000_000; key++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            limiter.AttemptAcquire(key);
        }

        // The clock of the test allocates a little; a million leases would be 24 MB and more.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public async Task AttemptAcquire_FromManyThreads_GrantsExactlyTheLimit()
    {
        using var limiter = new FixedMemoryRateLimiter<string>(1000, _time);
        var granted = 0;

        await Parallel.ForAsync(0, 20_000, TestContext.Current.CancellationToken, (_, _) =>
        {
            if (limiter.AttemptAcquire("a").IsAcquired)
            {
                Interlocked.Increment(ref granted);
            }

            return ValueTask.CompletedTask;
        });

        // With two buckets a race may let one have a request that the other one has charged.
        Assert.InRange(granted, 1000, 1000 + Environment.ProcessorCount);
    }
}
