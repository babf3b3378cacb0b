namespace FtlAuth.Gateway.Audit;

/// <summary>
/// Keeps a flood out of the log: whoever sends nonsense as fast as it can must not decide how much is written, nor have requests wait for the console.
/// </summary>
internal sealed class LogBudget(LogLimit limit, TimeProvider time)
{
    private long _second;
    private int _lines;

    /// <summary>Whether there is room for a line now.</summary>
    public bool TryTake()
    {
        // Two that begin a second at once may give it a few lines more, which is no harm.
        var second = time.GetTimestamp() / time.TimestampFrequency;
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Volatile.Write(ref _lines, 0);
        }

        return Volatile.Read(ref _lines) < limit.LinesPerSecond && Interlocked.Increment(ref _lines) <= limit.LinesPerSecond;
    }
}
