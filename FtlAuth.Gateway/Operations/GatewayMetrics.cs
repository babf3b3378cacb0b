using System.Diagnostics.Metrics;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Patterns;

namespace FtlAuth.Gateway.Operations;

/// <summary>What the gateway counts, in the meter <c>FtlAuth.Gateway</c>.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FtlAuth.Gateway";

    /// <summary>The outcome for a token that was verified before.</summary>
    public const string Cached = "cached";

    /// <summary>The outcome for a token that was seen for the first time, and is good.</summary>
    public const string Verified = "verified";

    private const string Outcome = "outcome";
    private const string Reason = "reason";
    private const string Accepted = "accepted";
    private const string NoReason = "None";

    // Those of OpenTelemetry's conventions for requests.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60];

    // A signature takes tens of microseconds; a look at the issuer for its key tens of milliseconds.
    private static readonly double[] Fractions = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    // One string per value for all requests.
    private static readonly string[] RefusalNames = Enum.GetNames<TokenRefusal>();

    private readonly Counter<long> _validations;
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _patterns;
    private readonly Histogram<double> _upstream;
    private readonly Histogram<double> _validation;
    private readonly UpDownCounter<long> _streams;
    private long _validationCount;
    private long _fetchCount;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _validations = meter.CreateCounter<long>("ftlauth.token.validations", "{token}",
            "Tokens judged; the outcome is 'cached' or 'verified' for a good one, and the name of the rule for a refused one.");
        _fetches = meter.CreateCounter<long>("ftlauth.jwks.fetches", "{request}",
            "Requests to the issuer for its keys, by issuer, outcome ('loaded', 'unreachable', 'unusable') and cause ('due', 'look').");
        _decisions = meter.CreateCounter<long>("ftlauth.request.decisions", "{request}",
            "Requests to the MCP endpoint by outcome: 'accepted', 'refused', or 'reported' for one that passed a rule that only reports; and by reason.");
        _patterns = meter.CreateCounter<long>("ftlauth.patterns", "{pattern}", "Unusual patterns that were detected, by pattern.");
        _upstream = meter.CreateHistogram<double>("ftlauth.upstream.duration", "s",
            "How long the MCP server took until the headers of its answer, by outcome.", advice: new() { HistogramBucketBoundaries = Seconds });
        _validation = meter.CreateHistogram<double>("ftlauth.token.duration", "s",
            "How long the validation of a token took that was not remembered.", advice: new() { HistogramBucketBoundaries = Fractions });
        _streams = meter.CreateUpDownCounter<long>("ftlauth.streams.open", "{stream}", "Event streams that are open.");
        meter.CreateObservableGauge("ftlauth.jwks.saved", () => Saved, "1",
            "The share of tokens with a key to look for, since the start, that were judged without asking the issuer for its keys.");
    }

    /// <summary>1 when no token needed a request to the issuer, 0 when each did or there was none.</summary>
    public double Saved
    {
        get
        {
            var (validations, fetches) = (Volatile.Read(ref _validationCount), Volatile.Read(ref _fetchCount));
            return validations > fetches ? 1 - ((double)fetches / validations) : 0;
        }
    }

    public void TokenFound() => CountToken(Cached, neededKeys: true);

    public void TokenVerified() => CountToken(Verified, neededKeys: true);

    // What is refused before its key is looked for would need no request whatever the cache.
    public void TokenRefused(TokenRefusal refusal) => CountToken(RefusalNames[(int)refusal], neededKeys: refusal >= TokenRefusal.KeysUnavailable);

    /// <param name="issuer">Who was asked.</param>
    /// <param name="outcome"><c>loaded</c>, <c>unreachable</c>, or <c>unusable</c> for an answer that is no key set.</param>
    /// <param name="cause"><c>due</c>, or <c>look</c> for a key that a token names and the set does not have.</param>
    public void KeysFetched(string issuer, string outcome, string cause)
    {
        Interlocked.Increment(ref _fetchCount);
        _fetches.Add(1, new("issuer", issuer), new(Outcome, outcome), new("cause", cause));
    }

    /// <summary>
    /// Counts nothing, so that what alerts wait for is there from the start: of a counter that begins with 1 a rate is never seen.
    /// </summary>
    public void Begin()
    {
        _decisions.Add(0, new(Outcome, Accepted), new(Reason, NoReason));
        foreach (var pattern in UnusualPatterns.All)
        {
            _patterns.Add(0, new KeyValuePair<string, object?>("pattern", pattern));
        }
    }

    public void RequestAccepted() => Count(Accepted, NoReason);

    public void RequestRefused(RefusalReason reason) => Count("refused", reason.Name);

    public void RequestReported(RefusalReason reason) => Count("reported", reason.Name);

    public void PatternDetected(string pattern) => _patterns.Add(1, new KeyValuePair<string, object?>("pattern", pattern));

    public void TokenJudged(TimeSpan took) => _validation.Record(took.TotalSeconds);

    /// <summary>Whether anybody wants to know how long the MCP server takes.</summary>
    public bool TimesUpstream => _upstream.Enabled;

    /// <param name="outcome"><c>answered</c>, <c>not_relayed</c>, <c>timeout</c>, <c>unreachable</c> or <c>client_gone</c>.</param>
    /// <param name="took">Until the headers of the answer, or until it was clear that there would be none.</param>
    public void UpstreamEnded(string outcome, TimeSpan took) => _upstream.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome));

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    private void Count(string outcome, string reason) =>
        _decisions.Add(1, new KeyValuePair<string, object?>(Outcome, outcome), new KeyValuePair<string, object?>(Reason, reason));

    private void CountToken(string outcome, bool neededKeys)
    {
        if (neededKeys)
        {
            Interlocked.Increment(ref _validationCount);
        }

        _validations.Add(1, new KeyValuePair<string, object?>(Outcome, outcome));
    }
}
