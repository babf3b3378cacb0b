using System.Diagnostics;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// Looks after one issuer's keys: one loop does all the fetching, one step after the other, so that nothing here is ever done twice at a time.
/// </summary>
/// <remarks>
/// A step is a look that requests ask for, a look at Redis because another replica has announced a set, or the refresh that is due.
/// Redis saves fetches and never decides more than who fetches: without it each replica does all of this alone.
/// </remarks>
internal sealed partial class KeySetRefresher(
    IssuerKeys keys,
    IssuerClient client,
    JwksStore store,
    AuthKitOptions issuer,
    JwksOptions options,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<KeySetRefresher> logger)
{
    private const string RefreshDue = "due";
    private const string Look = "look";

    // How long one replica leaves a fetch to another.
    private static readonly TimeSpan OthersFetch = IssuerClient.Deadline + TimeSpan.FromSeconds(1);

    // An issuer that takes long to answer is not asked without a pause.
    private static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(1);

    // Whoever can write to Redis can also announce without end.
    private static readonly TimeSpan BetweenAnnouncements = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(5);

    private readonly RefreshSchedule _schedule = new(time);
    private HeldClaim? _othersLook;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    /// <summary>Runs until the gateway stops. It never fails: without it the gateway would slowly lock everybody out.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        keys.Look.Asked = _schedule.Wake;
        try
        {
            _ = store.SubscribeAsync(_schedule.Announce);
            await GuardAsync(RefreshAsync, cancellationToken);
            keys.EndFirstAttempt();
            while (true)
            {
                keys.NextAttempt = time.GetUtcNow() + _schedule.UntilDue;
                await _schedule.WaitAsync(cancellationToken);
                await GuardAsync(StepAsync, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped(issuer.Issuer);
        }
        finally
        {
            keys.EndFirstAttempt();
            keys.Look.Close();
        }
    }

    /// <summary>Whatever goes wrong in a step, the next one follows.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnexpected(exception, issuer.Issuer);
            _schedule.Retry();
            if (keys.Look.IsAsked)
            {
                Answer(time.GetUtcNow() + options.RefreshCooldown);
            }
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        if (keys.Look.IsAsked && _othersLook is null)
        {
            await LookAgainAsync(cancellationToken);
        }
        else if (_schedule.IsAnnounced)
        {
            _schedule.TakeAnnouncement(BetweenAnnouncements);
            using var span = GatewayTracing.StartKeys(issuer.Issuer, "announcement");
            await ReadStoreAsync(cancellationToken);
        }
        else if (_schedule.IsDue)
        {
            await RefreshAsync(cancellationToken);
        }

        if (store.IsInTrouble)
        {
            _schedule.Probe(BetweenProbes);
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var span = GatewayTracing.StartKeys(issuer.Issuer, RefreshDue);

        // (1) Redis first: another replica may have fetched meanwhile.
        var stored = await store.ReadAsync(cancellationToken);
        if (TryAdoptFresh(stored) && !_schedule.IsDue)
        {
            AnswerWhoAwaitsOthers();
            return;
        }

        // (2) One replica fetches, the others wait for its announcement while what they have is fresh.
        var freshUntil = keys.Document?.FreshUntil ?? DateTimeOffset.MinValue;
        if (freshUntil > time.GetUtcNow() && await store.ClaimAsync(JwksClaim.Refresh, OthersFetch, OthersFetch, cancellationToken) is { } claimed)
        {
            _schedule.At(claimed.Until < freshUntil ? claimed.Until : freshUntil);
            return;
        }

        // (3) The issuer.
        if (await FetchAsync(RefreshDue, cancellationToken) is { } fetched)
        {
            AnswerWhoAwaitsOthers();
            await TellOthersAsync(fetched, null, cancellationToken);
            return;
        }

        // (4) The last good set goes on serving, and not forever.
        TryAdoptStale(stored);
        if (keys.Document is { } document && time.GetUtcNow() - document.FetchedAt > options.MaxStale)
        {
            keys.GiveUp();
            LogTooOld(options.MaxStale, issuer.JwksUri);
        }

        if (keys.Look.IsAsked)
        {
            // The issuer was just found to be out of reach: whoever asked meanwhile does not wait for it to be so again.
            Answer(time.GetUtcNow() + options.RefreshCooldown);
        }
    }

    /// <summary>Somebody has a token with a key that the set in use does not have.</summary>
    private async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        using var span = GatewayTracing.StartKeys(issuer.Issuer, Look, keys.Look.AskedBy);

        // (1) Another replica may have found it, and its announcement be under way.
        var before = keys.Current;
        if (TryAdoptFresh(await store.ReadWhileWellAsync(cancellationToken)) && keys.Current != before)
        {
            Answer(DateTimeOffset.MinValue);
            return;
        }

        // (2) One look of all replicas together within a cool-down.
        if (await store.ClaimAsync(JwksClaim.Look, options.RefreshCooldown, OthersFetch, cancellationToken) is { } claimed)
        {
            _othersLook = claimed;
            await ReadStoreAsync(cancellationToken);
            return;
        }

        // (3) The issuer. Nobody waits for what is told to Redis afterwards; the other replicas are told of a look that found nothing, too.
        var started = time.GetUtcNow();
        var fetched = await FetchAsync(Look, cancellationToken);
        Answer(started + options.RefreshCooldown);
        await TellOthersAsync(fetched, started, cancellationToken);
    }

    // In this order: whoever hears of it finds the set there. Each part is tried although another one took too long; others wait for them.
    private async Task TellOthersAsync(KeySetDocument? fetched, DateTimeOffset? look, CancellationToken cancellationToken)
    {
        if (store.IsInTrouble)
        {
            return;
        }

        if (fetched is not null)
        {
            await store.WriteAsync(fetched, cancellationToken);
        }

        if (look is { } since)
        {
            await store.EndClaimAsync(JwksClaim.Look, since, options.RefreshCooldown, cancellationToken);
        }

        await store.AnnounceAsync(cancellationToken);
    }

    private async Task ReadStoreAsync(CancellationToken cancellationToken)
    {
        // In this order: another replica writes what it has found, and then ends its look.
        var isAwaited = _othersLook is { HasEnded: false } && await store.IsUnderWayAsync(JwksClaim.Look, cancellationToken) != false;
        var before = keys.Current;
        var stored = await store.ReadAsync(cancellationToken);
        TryAdoptFresh(stored);
        if (before is null && _schedule.Failures > 0)
        {
            // Redis was reached late, and the issuer is still out of reach.
            TryAdoptStale(stored);
        }

        if (_othersLook is { } theirs)
        {
            AnswerForOthers(theirs, keys.Current != before, isAwaited);
        }

        // A Redis that has come back empty gets what is known, so that a replica can start from it.
        if (stored is null && !store.IsInTrouble && keys.Document is { } document && document.FreshUntil > time.GetUtcNow())
        {
            await store.WriteAsync(document, cancellationToken);
        }
    }

    /// <summary>While another replica looks, its announcement is waited for; then nobody is left waiting.</summary>
    private void AnswerForOthers(HeldClaim theirs, bool brought, bool isAwaited)
    {
        if (brought)
        {
            Answer(DateTimeOffset.MinValue);
        }
        else if (store.IsInTrouble || (isAwaited && time.GetUtcNow() >= theirs.Since + OthersFetch))
        {
            // Nothing will be heard of them: this replica looks itself.
            _othersLook = null;
            _schedule.ExpectNothing();
            _schedule.Wake();
        }
        else if (isAwaited)
        {
            _schedule.Expect(theirs.Since + OthersFetch);
        }
        else
        {
            Answer(theirs.Until);
        }
    }

    private bool TryAdoptFresh(KeySetDocument? stored)
    {
        if (stored?.FetchedAt > _newest)
        {
            _newest = stored.FetchedAt;
        }

        if (stored is null || stored.FreshUntil <= time.GetUtcNow() || !keys.TryAdoptNewer(stored))
        {
            return false;
        }

        _schedule.Succeeded(stored.RefreshDue);
        LogAdopted(keys.Current!.Count, "Redis", stored.FetchedAt);
        return true;
    }

    // What is past its freshness serves only while the issuer cannot be reached.
    private void TryAdoptStale(KeySetDocument? stored)
    {
        if (stored is not null && keys.TryAdoptNewer(stored))
        {
            LogAdopted(keys.Current!.Count, "Redis", stored.FetchedAt);
        }
    }

    /// <summary>Null when the issuer has no set to give; the next attempt is planned either way.</summary>
    private async Task<KeySetDocument?> FetchAsync(string cause, CancellationToken cancellationToken)
    {
        // In milliseconds, as it is told to the other replicas.
        var started = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var answer = await client.GetAsync(issuer.JwksUri, cancellationToken);

        // Newer than what a replica with a clock that runs ahead has stored, or that would seem to be the newer one.
        var stamp = started > _newest ? started : _newest.AddMilliseconds(1);
        var document = answer.Content is null ? null : new KeySetDocument(answer.Content, stamp, FreshFor(answer.MaxAge));
        var loaded = document is not null && keys.TryAdopt(document);
        metrics.KeysFetched(issuer.Issuer, loaded ? "loaded" : document is null ? "unreachable" : "unusable", cause);
        Activity.Current?.SetTag(GatewayTracing.KeysOutcome, loaded ? "loaded" : "failed");
        if (!loaded)
        {
            _schedule.Retry();
            LogFetchFailed(issuer.JwksUri, answer.Failure ?? "its answer is not a key set with a usable key",
                keys.Current is null ? "Every token of this issuer is answered with 503" : "The last good keys stay in use");
            return null;
        }

        _newest = stamp;
        var (due, soonest) = (started + (document!.RefreshDue - stamp), time.GetUtcNow() + BetweenFetches);
        _schedule.Succeeded(due < soonest ? soonest : due);
        LogAdopted(keys.Current!.Count, issuer.JwksUri, started);
        return document;
    }

    // The issuer may shorten the freshness, but not so far that it is asked without end.
    private TimeSpan FreshFor(TimeSpan? maxAge) =>
        maxAge is null || maxAge >= options.CacheDuration ? options.CacheDuration
        : maxAge > options.RefreshCooldown ? maxAge.Value
        : options.RefreshCooldown < options.CacheDuration ? options.RefreshCooldown : options.CacheDuration;

    // Whoever waits for another replica's look has what it may bring, or asks again.
    private void AnswerWhoAwaitsOthers()
    {
        if (_othersLook is not null)
        {
            Answer(DateTimeOffset.MinValue);
        }
    }

    private void Answer(DateTimeOffset cooledDown)
    {
        _othersLook = null;
        _schedule.ExpectNothing();
        keys.Look.Answer(cooledDown);
    }

    [LoggerMessage(1, LogLevel.Debug, "Loaded {Count} keys from {Source}, fetched at {FetchedAt:O}.")]
    private partial void LogAdopted(int count, string source, DateTimeOffset fetchedAt);

    [LoggerMessage(2, LogLevel.Warning, "The keys of the issuer could not be fetched from {JwksUri}: {Reason}. {Consequence}; the next attempts follow by themselves.")]
    private partial void LogFetchFailed(string jwksUri, string reason, string consequence);

    [LoggerMessage(3, LogLevel.Error, "The last good keys are older than Jwks:MaxStale ({MaxStale}) and are no longer used. "
        + "Every token of this issuer is answered with 503 until {JwksUri} answers again.")]
    private partial void LogTooOld(TimeSpan maxStale, string jwksUri);

    [LoggerMessage(4, LogLevel.Debug, "Fetching the keys of {Issuer} has stopped with the gateway.")]
    private partial void LogStopped(string issuer);

    [LoggerMessage(5, LogLevel.Error, "Looking after the keys of {Issuer} failed in a way that was not foreseen; the next attempt follows by itself.")]
    private partial void LogUnexpected(Exception exception, string issuer);
}
