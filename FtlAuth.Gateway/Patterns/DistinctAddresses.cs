using FtlAuth.Gateway.Audit;

namespace FtlAuth.Gateway.Patterns;

/// <summary>From how many addresses each user came within a window of time, in fixed memory, and tells when a threshold is reached.</summary>
/// <param name="threshold">What is told; 0 for never.</param>
/// <param name="window">How long a count lasts, from the first on.</param>
/// <param name="time">The clock.</param>
internal sealed class DistinctAddresses(int threshold, TimeSpan window, TimeProvider time)
{
    private const int Places = 4096;

    private readonly Lock _gate = new();
    private readonly Place[] _places = threshold > 0 ? new Place[Places] : [];

    /// <summary>Notes that a user came from an address.</summary>
    /// <returns>Whether with it the threshold is reached: once within a window.</returns>
    public bool Note((string Issuer, string Subject) user, ClientAddress address)
    {
        if (threshold == 0)
        {
            return false;
        }

        // A hash is enough: that two addresses have the same one makes one less of them.
        var (now, mark) = (time.GetTimestamp(), address.GetHashCode());
        lock (_gate)
        {
            ref var place = ref _places[(uint)HashCode.Combine(user) % Places];
            if (place.Addresses is null || time.GetElapsedTime(place.Since, now) >= window || (place.Count <= 1 && place.User != user))
            {
                // Nearly every user has one address, and keeps no place from another.
                place.User = user;
                place.Since = now;
                place.Count = 0;
                place.Addresses ??= new int[threshold];
            }

            if (place.User != user || place.Count == threshold || place.Addresses.AsSpan(0, place.Count).Contains(mark))
            {
                return false;
            }

            place.Addresses[place.Count++] = mark;
            return place.Count == threshold;
        }
    }

    private struct Place
    {
        public (string Issuer, string Subject) User;
        public long Since;
        public int Count;
        public int[]? Addresses;
    }
}
