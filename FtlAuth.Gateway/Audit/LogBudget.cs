namespace FtlAuth.Gateway.Audit;

/// <summary>
/// Keeps a flood out of the log: whoever sends nonsense as fast as it can must not decide how much is written, nor fill the console's queue, for which
/// requests wait.
/// </summary>
internal sealed class LogBudget(LogLimit limit, TimeProvider time)
{
    private long _second = long.MinValue;
    private int _lines;

    /// <summary>Whether there is room for a line now.</summary>
    public bool TryTake()
    {
        // One begins a second, and never an earlier one. Lines taken before it has begun them anew are a few more, which is no harm.
        var second = time.GetTimestamp() / time.TimestampFrequency;
        var current = Volatile.Read(ref _second);
        if (second > current && Interlocked.CompareExchange(ref _second, second, current) == current)
        {
            Volatile.Write(ref _lines, 0);
        }

        return Volatile.Read(ref _lines) < limit.LinesPerSecond && Interlocked.Increment(ref _lines) <= limit.LinesPerSecond;
    }
}
