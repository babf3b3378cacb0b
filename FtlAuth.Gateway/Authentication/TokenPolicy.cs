using System.Text;

namespace FtlAuth.Gateway.Authentication;

/// <summary>What one issuer's tokens are judged by; prepared once, so that nothing is encoded or parsed per request.</summary>
/// <param name="Issuer">The exact issuer.</param>
/// <param name="Audiences">Accepted audiences; null when the audience is not checked.</param>
/// <param name="Algorithms">Accepted signature algorithms.</param>
/// <param name="AllowedClientIds">Accepted clients; null for every client.</param>
/// <param name="ClockSkew">How far the issuer's clock may differ.</param>
internal sealed record TokenPolicy(
    string Issuer,
    IReadOnlyList<string>? Audiences,
    IReadOnlyList<SignatureAlgorithm> Algorithms,
    IReadOnlySet<string>? AllowedClientIds,
    TimeSpan ClockSkew)
{
    private readonly byte[][]? _audiences = Audiences?.Select(Encoding.UTF8.GetBytes).ToArray();

    /// <summary>Claims that are kept for the rules and headers that look at them, besides those that always are.</summary>
    public IReadOnlyList<string> KeptClaims { get; init; } = [];

    /// <summary>Whether a wrong audience is only reported.</summary>
    public bool ReportsAudienceOnly { get; init; }

    /// <summary>The issuer and the audiences in UTF-8, as they stand in tokens.</summary>
    public byte[] IssuerBytes { get; } = Encoding.UTF8.GetBytes(Issuer);

    public ReadOnlySpan<byte[]> AudienceBytes => _audiences;

    public bool ChecksAudience => _audiences is not null;
}
