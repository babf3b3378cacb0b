using System.Text.Json.Serialization;

namespace FtlAuth.MockAuthKit.Keys;

/// <summary>A public key (RFC 7517, section 4), its members in AuthKit's order.</summary>
internal sealed record JsonWebKey
{
    public required string Alg { get; init; }

    public required string Kty { get; init; }

    public required string Use { get; init; }

    public string? Crv { get; init; }

    public string? X { get; init; }

    public string? Y { get; init; }

    public required IReadOnlyList<string> X5c { get; init; }

    public string? N { get; init; }

    public string? E { get; init; }

    public required string Kid { get; init; }

    [JsonPropertyName("x5t#S256")]
    public required string X5tS256 { get; init; }
}
