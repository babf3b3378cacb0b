namespace FtlAuth.Gateway.Patterns;

/// <summary>
/// Counts for each key within a window of time, in fixed memory, and tells when a threshold is reached. Of keys that meet in one place the more frequent one
/// keeps it.
/// </summary>
/// <param name="threshold">What is told; 0 for never.</param>
/// <param name="window">How long a count lasts, from the first on.</param>
/// <param name="time">The clock.</param>
internal sealed class WindowedCounts<TKey>(int threshold, TimeSpan window, TimeProvider time)
    where TKey : struct, IEquatable<TKey>
{
    private const int Places = 4096;

    private readonly Lock _gate = new();
    private readonly Place[] _places = threshold > 0 ? new Place[Places] : [];

    /// <summary>Counts one.</summary>
    /// <returns>Whether with it the threshold is reached: once within a window.</returns>
    public bool Count(TKey key)
    {
        if (threshold == 0)
        {
            return false;
        }

        var now = time.GetTimestamp();
        lock (_gate)
        {
            ref var place = ref _places[(uint)HashCode.Combine(key) % Places];
            if (place.Count == 0 || time.GetElapsedTime(place.Since, now) >= window)
            {
                place = new Place { Key = key, Since = now };
            }
            else if (place.Count == threshold)
            {
                // Told: the place is kept until the window is over, so that it is told once.
                return false;
            }
            else if (!place.Key.Equals(key))
            {
                place.Count--;
                return false;
            }

            return ++place.Count == threshold;
        }
    }

    private struct Place
    {
        public TKey Key;
        public long Since;
        public int Count;
    }
}
