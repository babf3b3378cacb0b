namespace FtlAuth.Gateway.Operations;

/// <summary>
/// Keeps a flood out of the log: whoever sends nonsense as fast as it can must not decide how much is written, nor have requests wait for the console.
/// The metrics count everything.
/// </summary>
internal sealed class LogBudget(LogLimit limit, TimeProvider time)
{
    private long _second;
    private int _lines;
    private long _leftOut;

    /// <summary>Whether there is room for a line now.</summary>
    /// <param name="leftOut">How many there was no room for since the last one.</param>
    public bool TryTake(out long leftOut)
    {
        // Two that begin a second at once may give it a few lines more, which is no harm.
        var second = time.GetTimestamp() / time.TimestampFrequency;
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Volatile.Write(ref _lines, 0);
        }

        if (Volatile.Read(ref _lines) >= limit.LinesPerSecond || Interlocked.Increment(ref _lines) > limit.LinesPerSecond)
        {
            Interlocked.Increment(ref _leftOut);
            leftOut = 0;
            return false;
        }

        leftOut = Interlocked.Exchange(ref _leftOut, 0);
        return true;
    }
}
