using FtlAuth.MockAuthKit.Clients;

namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>A valid request (RFC 6749, section 4.1.1).</summary>
internal sealed record AuthorizationRequest
{
    public required Client Client { get; init; }

    public required ResponseTarget Target { get; init; }

    /// <summary>The redirect URI as sent; null when the client left it out.</summary>
    public required string? SentRedirectUri { get; init; }

    public required string CodeChallenge { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string? Resource { get; init; }

    public required string? Nonce { get; init; }

    /// <summary>Whether the client wants an answer without a page (<c>prompt=none</c>).</summary>
    public required bool Silent { get; init; }
}
