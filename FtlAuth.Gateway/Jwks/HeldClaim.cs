namespace FtlAuth.Gateway.Jwks;

/// <summary>What another replica has taken on.</summary>
/// <param name="Since">When it did.</param>
/// <param name="Until">How long it holds.</param>
/// <param name="HasEnded">Whether the work is done, and only the pause after it holds on.</param>
internal readonly record struct HeldClaim(DateTimeOffset Since, DateTimeOffset Until, bool HasEnded);
