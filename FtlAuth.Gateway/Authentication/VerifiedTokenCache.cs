using System.Collections.Concurrent;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Gateway.Authentication;

/// <summary>
/// Remembers tokens that were verified, since a client sends the same one hundreds of times. Known by their hash and never kept themselves; for
/// five minutes or until they expire; only as long as the set of keys that verified them is in use, so that a removed key stops working at once.
/// When there is no more room, only a token that comes again makes some: whatever sends a new token each time drives out nobody who uses one.
/// A refusal is never remembered.
/// </summary>
internal sealed class VerifiedTokenCache(LimitsOptions limits, TimeProvider time)
{
    /// <summary>The longest that a token is remembered.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    // Making room is worth more than one place, since it looks at every entry. These places are for tokens that come again.
    private const int ShareToEvict = 16;

    private readonly ConcurrentDictionary<TokenHash, Entry> _entries = new();
    private readonly SeenTokens _seen = new(Math.Max(1, limits.VerifiedTokens));
    private readonly int _roomForAny = limits.VerifiedTokens - (limits.VerifiedTokens / ShareToEvict);
    private int _count;
    private int _evicting;

    /// <summary>How many tokens are remembered.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What is known of a token; null when it has to be verified (again).</summary>
    public VerifiedToken? Find(ReadOnlySpan<char> token)
    {
        var hash = TokenHash.Of(token);
        if (!_entries.TryGetValue(hash, out var entry))
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (!entry.IsGoodAt(now))
        {
            Remove(hash, entry);
            return null;
        }

        entry.LastUsed = now.UtcTicks;
        return entry.Token;
    }

    /// <param name="token">The token as presented.</param>
    /// <param name="verified">What was found in it.</param>
    /// <param name="issuer">Whose keys verified it.</param>
    /// <param name="keys">The very set of keys that verified it.</param>
    public void Add(ReadOnlySpan<char> token, VerifiedToken verified, IssuerKeys issuer, JsonWebKeySet keys)
    {
        var now = time.GetUtcNow();
        var entry = new Entry(verified, issuer, keys, now) { LastUsed = now.UtcTicks };
        if (limits.VerifiedTokens == 0 || !entry.IsGoodAt(now))
        {
            return;
        }

        var hash = TokenHash.Of(token);
        if (Count >= _roomForAny && !_entries.ContainsKey(hash) && !_seen.Note(hash))
        {
            return;
        }

        if (!_entries.TryAdd(hash, entry))
        {
            // Known already: the newer of the two stays, unless it has gone meanwhile.
            if (_entries.TryGetValue(hash, out var known))
            {
                _entries.TryUpdate(hash, entry, known);
            }
        }
        else if (Interlocked.Increment(ref _count) > limits.VerifiedTokens)
        {
            MakeRoom();
        }
    }

    /// <summary>Forgets what is no longer good, such as everything that a key set verified which has been replaced.</summary>
    public void ForgetOutdated()
    {
        var now = time.GetUtcNow();
        foreach (var (hash, entry) in _entries)
        {
            if (!entry.IsGoodAt(now))
            {
                Remove(hash, entry);
            }
        }
    }

    private void Remove(TokenHash hash, Entry entry)
    {
        if (_entries.TryRemove(KeyValuePair.Create(hash, entry)))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Forgets the least recently used. One caller does so, and the others go on meanwhile.</summary>
    private void MakeRoom()
    {
        if (Interlocked.Exchange(ref _evicting, 1) == 1)
        {
            return;
        }

        try
        {
            // The times as they are now: other requests go on setting them.
            var entries = _entries.ToArray();
            Array.Sort(Array.ConvertAll(entries, entry => entry.Value.LastUsed), entries);
            foreach (var (hash, entry) in entries.Take(entries.Length - _roomForAny))
            {
                Remove(hash, entry);
            }
        }
        finally
        {
            Volatile.Write(ref _evicting, 0);
        }
    }

    private sealed class Entry(VerifiedToken token, IssuerKeys issuer, JsonWebKeySet keys, DateTimeOffset verifiedAt)
    {
        private long _lastUsed;

        public VerifiedToken Token => token;

        public long LastUsed
        {
            get => Volatile.Read(ref _lastUsed);
            set => Volatile.Write(ref _lastUsed, value);
        }

        // The skew does not lengthen an entry: in it the token is verified each time. Before a time it can only be when the clock was set back.
        public bool IsGoodAt(DateTimeOffset now) =>
            now >= verifiedAt && now < verifiedAt + MaxAge && now < token.Expires && now >= token.NotBefore && issuer.Current == keys;
    }
}
