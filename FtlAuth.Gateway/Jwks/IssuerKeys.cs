using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// The issuer's keys: one background loop does all the fetching, and requests read the parsed set from a field. A request that meets an
/// unknown <c>kid</c> asks the loop to look again, once per cool-down for all requests together.
/// </summary>
internal sealed partial class IssuerKeys(
    IssuerClient client,
    JwksStore store,
    AuthKitOptions authKit,
    JwksOptions options,
    TimeProvider time,
    ILogger<IssuerKeys> logger) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile KeySetSnapshot? _current;
    private TaskCompletionSource _demand = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _cooledDown = DateTimeOffset.MinValue;
    private DateTimeOffset _nextAttempt;
    private bool _lookingAgain;
    private int _failures;

    /// <summary>The set in use; null while there is none.</summary>
    public JsonWebKeySet? Current => _current?.Keys;

    /// <summary>How long until the next attempt to load the keys: what a client is told to wait.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            var wait = _nextAttempt - time.GetUtcNow();
            return wait < FirstRetry ? FirstRetry : wait;
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

    /// <summary>The set after another look at the issuer, or the same set when one was taken within the cool-down.</summary>
    public async ValueTask<JsonWebKeySet?> LookAgainAsync()
    {
        Task answer;
        lock (_gate)
        {
            if (!_lookingAgain && time.GetUtcNow() < _cooledDown)
            {
                return Current;
            }

            _demand.TrySetResult();
            answer = _answer.Task;
        }

        await answer;
        return Current;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await GuardAsync(LoadFirstAsync, stoppingToken);
            while (true)
            {
                var demanded = await WaitAsync(stoppingToken);
                await GuardAsync(demanded ? LookAgainAsync : RefreshAsync, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
        finally
        {
            // Nobody is left waiting for a loop that has ended.
            _firstAttempt.TrySetResult();
            lock (_gate)
            {
                _answer.TrySetResult();
            }
        }
    }

    /// <summary>Whatever goes wrong in a step, the next one follows: without this loop the gateway would slowly lock everybody out.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failures++;
            _nextAttempt = time.GetUtcNow() + RetryDelay();
            LogUnexpected(exception);
            _firstAttempt.TrySetResult();
            Answer();
        }
    }

    private async Task LoadFirstAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(cancellationToken);
        if (stored is not null && stored.IsFresh(time.GetUtcNow()))
        {
            Adopt(stored, "Redis");
        }
        else if (await FetchAsync(cancellationToken) is { } fetched)
        {
            // No request waits for Redis: whoever waits is answered before the set is written there.
            _firstAttempt.TrySetResult();
            await store.WriteAsync(fetched, cancellationToken);
        }
        else if (stored is not null)
        {
            // Past its freshness, it serves only because the issuer cannot be reached.
            Adopt(stored, "Redis");
            _nextAttempt = time.GetUtcNow() + RetryDelay();
        }

        _firstAttempt.TrySetResult();
    }

    /// <summary>Waits until a refresh is due (false) or a request asks for another look (true).</summary>
    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = _nextAttempt - time.GetUtcNow();
        delay = delay < options.CacheDuration ? delay : options.CacheDuration;
        var due = Task.Delay(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, time, waiting.Token);
        Task demand;
        lock (_gate)
        {
            demand = _demand.Task;
        }

        var first = await Task.WhenAny(demand, due);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == demand;
    }

    private async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        bool fetch;
        lock (_gate)
        {
            _demand = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            fetch = time.GetUtcNow() >= _cooledDown;
            if (fetch)
            {
                _lookingAgain = true;
                _cooledDown = time.GetUtcNow() + options.RefreshCooldown;
            }
        }

        var fetched = fetch ? await FetchAsync(cancellationToken) : null;
        Answer();
        if (fetched is not null)
        {
            await store.WriteAsync(fetched, cancellationToken);
        }
    }

    /// <summary>Lets go whoever waits for another look.</summary>
    private void Answer()
    {
        TaskCompletionSource answer;
        lock (_gate)
        {
            _lookingAgain = false;
            answer = _answer;
            _answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            // Whoever asked while the fetch ran is answered by it.
            if (_demand.Task.IsCompleted)
            {
                _demand = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        answer.SetResult();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // Another replica may have fetched meanwhile.
        var stored = await store.ReadAsync(cancellationToken);
        if (stored is not null && stored.FetchedAt > (_current?.FetchedAt ?? DateTimeOffset.MinValue) && stored.RefreshDue > time.GetUtcNow())
        {
            Adopt(stored, "Redis");
            return;
        }

        if (await FetchAsync(cancellationToken) is { } fetched)
        {
            await store.WriteAsync(fetched, cancellationToken);
        }
        else if (_current is { } current && time.GetUtcNow() - current.FetchedAt > options.MaxStale)
        {
            _current = null;
            LogTooOld(options.MaxStale, authKit.JwksUri);
        }
    }

    /// <summary>Null when the issuer has no set to give; the next attempt is planned then.</summary>
    private async Task<KeySetSnapshot?> FetchAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var document = await client.GetAsync(authKit.JwksUri, cancellationToken);
        var keys = document.Content is null ? null : JsonWebKeySet.Parse(document.Content);
        if (keys is null)
        {
            _failures++;
            _nextAttempt = time.GetUtcNow() + RetryDelay();
            LogFetchFailed(authKit.JwksUri, document.Failure ?? "its answer is not a key set with a usable key", Current is null ? "Every token is answered with 503" : "The last good keys stay in use");
            return null;
        }

        var freshFor = document.MaxAge is { } maxAge && maxAge < options.CacheDuration
            ? TimeSpan.FromTicks(Math.Max(maxAge.Ticks, Math.Min(options.RefreshCooldown.Ticks, options.CacheDuration.Ticks)))
            : options.CacheDuration;
        var snapshot = new KeySetSnapshot(keys, document.Content!, started, freshFor);
        Adopt(snapshot, authKit.JwksUri);
        return snapshot;
    }

    private void Adopt(KeySetSnapshot snapshot, string source)
    {
        _failures = 0;
        _current = snapshot;
        _nextAttempt = snapshot.RefreshDue;
        LogLoaded(snapshot.Keys.Count, source, snapshot.FetchedAt);
    }

    private TimeSpan RetryDelay()
    {
        var delay = FirstRetry * Math.Pow(2, Math.Clamp(_failures - 1, 0, 10));
        return (delay < LongestRetry ? delay : LongestRetry) * (0.8 + (Random.Shared.NextDouble() * 0.4));
    }

    [LoggerMessage(1, LogLevel.Debug, "Loaded {Count} keys from {Source}, fetched at {FetchedAt:O}.")]
    private partial void LogLoaded(int count, string source, DateTimeOffset fetchedAt);

    [LoggerMessage(2, LogLevel.Warning, "The keys of the issuer could not be fetched from {JwksUri}: {Reason}. {Consequence}; the next attempts follow by themselves.")]
    private partial void LogFetchFailed(string jwksUri, string reason, string consequence);

    [LoggerMessage(3, LogLevel.Error, "The last good keys are older than Jwks:MaxStale ({MaxStale}) and are no longer used. "
        + "Every token is answered with 503 until {JwksUri} answers again.")]
    private partial void LogTooOld(TimeSpan maxStale, string jwksUri);

    [LoggerMessage(4, LogLevel.Debug, "Fetching keys has stopped with the gateway.")]
    private partial void LogStopped();

    [LoggerMessage(5, LogLevel.Error, "Looking after the issuer's keys failed in a way that was not foreseen; the next attempt follows by itself.")]
    private partial void LogUnexpected(Exception exception);
}
