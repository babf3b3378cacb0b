using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Jwks;

/// <summary>How long the issuer's keys are used, and how often they are asked for. Section <c>Jwks</c>.</summary>
public sealed class JwksOptions : ISettings
{
    static string ISettings.Section => "Jwks";

    /// <summary>How long a fetched key set counts as fresh; refreshed in the background from 80 % of it on. Default: 00:05:00.</summary>
    /// <remarks>
    /// A key that the issuer has removed is refused by every replica within this time. The issuer's <c>Cache-Control</c> may shorten it, but not below
    /// <see cref="RefreshCooldown"/>.
    /// </remarks>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two fetches that unknown <c>kid</c>s cause, for all gateways on one Redis together. Default: 00:00:30.</summary>
    public TimeSpan RefreshCooldown { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the last good set stays in use while the issuer fails. Default: 1.00:00:00 (24 hours).</summary>
    /// <remarks>After that requests are 503 with <c>Retry-After</c>. It may not be shorter than <see cref="CacheDuration"/>.</remarks>
    public TimeSpan MaxStale { get; set; } = TimeSpan.FromHours(24);

    void ISettings.Validate(SettingMistakes mistakes)
    {
        mistakes.RequireBetween("Jwks:CacheDuration", CacheDuration, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        mistakes.RequireBetween("Jwks:RefreshCooldown", RefreshCooldown, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        mistakes.RequireBetween("Jwks:MaxStale", MaxStale, CacheDuration, TimeSpan.FromDays(30));
    }
}
