namespace FtlAuth.MockAuthKit.Clients;

/// <summary>A client that registered itself (RFC 7591) or is described by its client id metadata document.</summary>
internal sealed record Client
{
    public required string ClientId { get; init; }

    public string? ClientName { get; init; }

    public required IReadOnlyList<string> RedirectUris { get; init; }

    public required IReadOnlyList<string> GrantTypes { get; init; }

    /// <summary>The secret of a confidential client; null for a public one.</summary>
    public string? ClientSecret { get; init; }
}
