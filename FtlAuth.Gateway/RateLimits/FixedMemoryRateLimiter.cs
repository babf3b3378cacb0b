using System.Threading.RateLimiting;

namespace FtlAuth.Gateway.RateLimits;

/// <summary>
/// A limit for each key within a minute, in memory that does not grow with their number: a key is two buckets, one in each of two tables, and it is refused
/// only when both are used up, so that two keys hardly ever pay for each other.
/// </summary>
/// <remarks>
/// Each bucket is the time until which it is used up when its requests come evenly (generic cell rate algorithm). An unused key may spend its minute at once.
/// The hash of a key must have a random seed, so that nobody can choose keys that meet. That two of some ten thousand busy keys pay for each other is rarer
/// than one in a thousand; with a hundred thousand at half of their limit some would.
/// </remarks>
/// <typeparam name="TKey">What is limited.</typeparam>
internal sealed class FixedMemoryRateLimiter<TKey> : PartitionedRateLimiter<TKey>
    where TKey : notnull
{
    private const int Buckets = 1 << 16;

    private static readonly RateLimitLease Granted = new Lease(null);

    private readonly long[] _first = new long[Buckets];
    private readonly long[] _second = new long[Buckets];
    private readonly TimeProvider _time;
    private readonly long _minute;
    private readonly long _interval;

    /// <param name="permitsPerMinute">How many requests one key has in a minute.</param>
    /// <param name="time">The clock.</param>
    public FixedMemoryRateLimiter(int permitsPerMinute, TimeProvider time)
    {
        _time = time;
        _minute = time.TimestampFrequency * 60;
        _interval = Math.Max(1, _minute / permitsPerMinute);
    }

    /// <summary>Not known for a key alone.</summary>
    public override RateLimiterStatistics? GetStatistics(TKey resource) => null;

    protected override RateLimitLease AttemptAcquireCore(TKey resource, int permitCount)
    {
        var hash = (uint)HashCode.Combine(resource);
        var now = _time.GetTimestamp();
        var cost = _interval * permitCount;

        // Both are charged, whichever has room.
        var first = Charge(ref _first[hash & (Buckets - 1)], now, cost);
        var second = Charge(ref _second[hash >> 16], now, cost);
        return first <= 0 || second <= 0 ? Granted : new Lease(TimeSpan.FromSeconds((double)Math.Min(first, second) / _time.TimestampFrequency));
    }

    /// <summary>Nobody waits in a queue.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(TKey resource, int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(resource, permitCount));

    /// <summary>How long there will be no room; 0 when there was.</summary>
    private long Charge(ref long bucket, long now, long cost)
    {
        while (true)
        {
            var usedUntil = Volatile.Read(ref bucket);
            var next = Math.Max(usedUntil, now) + cost;
            if (next - now > _minute)
            {
                return next - now - _minute;
            }

            if (Interlocked.CompareExchange(ref bucket, next, usedUntil) == usedUntil)
            {
                return 0;
            }
        }
    }

    private sealed class Lease(TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => retryAfter is null;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = retryAfter;
            return retryAfter is not null && metadataName == MetadataName.RetryAfter.Name;
        }
    }
}
