namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>A successful answer of the token endpoint (RFC 6749, section 5.1).</summary>
internal sealed record TokenResponse
{
    public required string AccessToken { get; init; }

    public string TokenType { get; } = "Bearer";

    /// <summary>In seconds.</summary>
    public required int ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }

    public string? IdToken { get; init; }

    public string? Scope { get; init; }
}
