namespace FtlAuth.Tests.MockAuthKit;

/// <summary>A client of the mock issuer; without a secret, a public one.</summary>
public sealed record RegisteredClient(string Id, string? Secret = null);
