using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.RateLimits;

/// <summary>How much one address, one user and one organisation may ask for; beyond it the answer is 429 with <c>Retry-After</c>. Section <c>RateLimits</c>.</summary>
/// <remarks>Each gateway counts for itself: with three replicas a user may get three times as much.</remarks>
public sealed class RateLimitsOptions : ISettings
{
    private const int Most = 1_000_000;

    static string ISettings.Section => "RateLimits";

    /// <summary>
    /// How many tokens that the issuer cannot have signed an address (of IPv6 its /64 network) may send in a minute until they are answered with 429. Good
    /// tokens are never counted nor refused, whatever else comes from their address; nor are expired ones, those of an unknown key, or requests without a
    /// token. Default: 0, no limit.
    /// </summary>
    public int RefusalsPerAddress { get; set; }

    /// <summary>How many requests a user (<c>sub</c> of an issuer) may send in a minute. Default: 0, no limit.</summary>
    public int RequestsPerSubject { get; set; }

    /// <summary>How many requests all users of an organisation (<c>org_id</c> of an issuer) may send together in a minute. Default: 0, no limit.</summary>
    public int RequestsPerOrganization { get; set; }

    /// <summary>How many listening streams (GET, and <c>subscriptions/listen</c>) a user may have open at a time. Default: 0, no limit.</summary>
    public int StreamsPerSubject { get; set; }

    void ISettings.Validate(SettingMistakes mistakes)
    {
        Require("RateLimits:RefusalsPerAddress", RefusalsPerAddress);
        Require("RateLimits:RequestsPerSubject", RequestsPerSubject);
        Require("RateLimits:RequestsPerOrganization", RequestsPerOrganization);
        Require("RateLimits:StreamsPerSubject", StreamsPerSubject);

        void Require(string key, int value)
        {
            if (value is < 0 or > Most)
            {
                mistakes.Add(key, $"{value}", $"must be between 0 (no limit) and {Most}.");
            }
        }
    }
}
