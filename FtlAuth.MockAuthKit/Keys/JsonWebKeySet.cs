namespace FtlAuth.MockAuthKit.Keys;

/// <summary>A set of public keys (RFC 7517, section 5).</summary>
internal sealed record JsonWebKeySet(IReadOnlyList<JsonWebKey> Keys);
