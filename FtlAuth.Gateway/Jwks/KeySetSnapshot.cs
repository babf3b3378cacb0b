namespace FtlAuth.Gateway.Jwks;

/// <summary>A key set in use.</summary>
/// <param name="Keys">The parsed set.</param>
/// <param name="Document">What it was parsed from.</param>
internal sealed record KeySetSnapshot(JsonWebKeySet Keys, KeySetDocument Document);
