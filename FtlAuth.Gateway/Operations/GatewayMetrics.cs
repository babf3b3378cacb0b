using System.Diagnostics.Metrics;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Operations;

/// <summary>What the gateway counts, in the meter <c>FtlAuth.Gateway</c>.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FtlAuth.Gateway";

    /// <summary>The rules by which a request with a good token may be refused.</summary>
    public const string AudienceRule = "audience";

    /// <inheritdoc cref="AudienceRule"/>
    public const string ScopeRule = "scope";

    /// <inheritdoc cref="AudienceRule"/>
    public const string MethodRule = "method";

    /// <inheritdoc cref="AudienceRule"/>
    public const string ToolRule = "tool";

    /// <inheritdoc cref="AudienceRule"/>
    public const string SessionRule = "session";

    /// <summary>The outcome for a token that was verified before.</summary>
    public const string Cached = "cached";

    /// <summary>The outcome for a token that was seen for the first time, and is good.</summary>
    public const string Verified = "verified";

    private const string Outcome = "outcome";

    // One string per value for all requests.
    private static readonly string[] RefusalNames = Enum.GetNames<TokenRefusal>();

    private readonly Counter<long> _validations;
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _refusals;
    private long _validationCount;
    private long _fetchCount;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _validations = meter.CreateCounter<long>("ftlauth.token.validations", "{token}",
            "Tokens judged; the outcome is 'cached' or 'verified' for a good one, and the name of the rule for a refused one.");
        _fetches = meter.CreateCounter<long>("ftlauth.jwks.fetches", "{request}",
            "Requests to the issuer for its keys, by issuer; the outcome is 'loaded' or 'failed'.");
        _refusals = meter.CreateCounter<long>("ftlauth.request.refusals", "{request}",
            "Requests that a rule refused although their signature was good, by rule; the outcome is 'refused', or 'reported' where the rule only reports.");
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

    public void KeysFetched(string issuer, bool loaded)
    {
        Interlocked.Increment(ref _fetchCount);
        _fetches.Add(1, new KeyValuePair<string, object?>("issuer", issuer), new KeyValuePair<string, object?>(Outcome, loaded ? "loaded" : "failed"));
    }

    /// <param name="rule">One of the rules above.</param>
    /// <param name="reported">Whether the request passed nevertheless.</param>
    public void RequestRefused(string rule, bool reported = false) => _refusals.Add(
        1, new KeyValuePair<string, object?>("rule", rule), new KeyValuePair<string, object?>(Outcome, reported ? "reported" : "refused"));

    private void CountToken(string outcome, bool neededKeys)
    {
        if (neededKeys)
        {
            Interlocked.Increment(ref _validationCount);
        }

        _validations.Add(1, new KeyValuePair<string, object?>(Outcome, outcome));
    }
}
