namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// An issuer's keys as requests see them: the parsed set in a field, and a way to have the refresher look again. Requests never fetch, and
/// never wait for anything while the set in use has the key that they need.
/// </summary>
internal sealed class IssuerKeys(TimeProvider time)
{
    private static readonly TimeSpan ShortestRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile KeySetSnapshot? _current;
    private long _nextAttempt;

    /// <summary>The set in use; null while there is none.</summary>
    public JsonWebKeySet? Current => _current?.Keys;

    /// <summary>The document of the set in use; null while there is none.</summary>
    public KeySetDocument? Document => _current?.Document;

    /// <summary>Whether the first attempt to load the set has ended.</summary>
    public bool WasAttempted => _firstAttempt.Task.IsCompleted;

    /// <summary>Called when the set in use has become another one, or none; must not block.</summary>
    public Action? Changed { get; set; }

    /// <summary>Another look at the issuer, which requests share.</summary>
    public KeyLook Look { get; } = new(time);

    /// <summary>When the refresher tries next.</summary>
    public DateTimeOffset NextAttempt
    {
        get => new(Volatile.Read(ref _nextAttempt), TimeSpan.Zero);
        set => Volatile.Write(ref _nextAttempt, value.UtcTicks);
    }

    /// <summary>How long until the next attempt to load the keys: what a client is told to wait.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            var wait = NextAttempt - time.GetUtcNow();
            return wait < ShortestRetryAfter ? ShortestRetryAfter : wait < LongestRetryAfter ? wait : LongestRetryAfter;
        }
    }

    /// <summary>The set in use; before the first attempt to load it has ended, waits for that.</summary>
    public async ValueTask<JsonWebKeySet?> GetAsync()
    {
        if (_current is null)
        {
            await _firstAttempt.Task;
        }

        return Current;
    }

    /// <summary>The set after another look at the issuer; the same set when there is no newer one, or when a look was taken within the cool-down.</summary>
    public async ValueTask<JsonWebKeySet?> LookAgainAsync()
    {
        await Look.AskAsync();
        return Current;
    }

    /// <summary>Takes a document into use; false when it is not a key set with a usable key.</summary>
    public bool TryAdopt(KeySetDocument document)
    {
        // The same document is the same set: what was verified with it stays verified.
        var current = _current;
        var keys = current is not null && current.Document.Json.AsSpan().SequenceEqual(document.Json) ? current.Keys : JsonWebKeySet.Parse(document.Json);
        if (keys is null)
        {
            return false;
        }

        _current = new KeySetSnapshot(keys, document);
        _firstAttempt.TrySetResult();
        if (keys != current?.Keys)
        {
            Changed?.Invoke();
        }

        return true;
    }

    /// <summary>Takes a document from elsewhere into use when it is another one; an older one never replaces what is in use.</summary>
    public bool TryAdoptNewer(KeySetDocument document) =>
        (Document is not { } current
            || document.FetchedAt > current.FetchedAt
            || (document.FetchedAt == current.FetchedAt && !document.Json.AsSpan().SequenceEqual(current.Json)))
        && TryAdopt(document);

    /// <summary>No keys are better than keys that may have been withdrawn long ago.</summary>
    public void GiveUp()
    {
        _current = null;
        Changed?.Invoke();
    }

    /// <summary>Lets go whoever waits for the first load, whether it brought keys or not.</summary>
    public void EndFirstAttempt() => _firstAttempt.TrySetResult();
}
