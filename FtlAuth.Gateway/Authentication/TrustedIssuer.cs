using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Authentication;

/// <summary>An issuer whose tokens are accepted: what they are judged by, and the keys that they are signed with.</summary>
internal sealed class TrustedIssuer(AuthKitOptions options, AcceptedAudience audience, IssuerKeys keys)
{
    private volatile TokenPolicy? _policy;

    public string Name => options.Issuer;

    public AuthKitOptions Options => options;

    public IssuerKeys Keys => keys;

    /// <inheritdoc cref="TokenPolicy.KeptClaims"/>
    public IReadOnlyList<string> KeptClaims { get; init; } = [];

    /// <inheritdoc cref="TokenPolicy.ReportsAudienceOnly"/>
    public bool ReportsAudienceOnly { get; init; }

    public TokenPolicy Policy => _policy ??= CreatePolicy();

    /// <summary>The scopes that every token of this issuer must have, as a challenge names them (RFC 6750 section 3).</summary>
    public string Scope { get; } = string.Join(' ', options.RequiredScopes);

    // Not before it is asked for: the audience may be the gateway's own address, which is known once it listens.
    private TokenPolicy CreatePolicy() => new(
        options.Issuer,
        audience.Of(options),
        [.. options.Algorithms.Select(name => SignatureAlgorithm.Find(name)!)],
        options.AllowedClientIds.Count > 0 ? options.AllowedClientIds.ToHashSet(StringComparer.Ordinal) : null,
        options.ClockSkew)
    {
        KeptClaims = KeptClaims,
        ReportsAudienceOnly = ReportsAudienceOnly,
    };
}
