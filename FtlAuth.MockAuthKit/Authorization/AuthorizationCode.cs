namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>A code (RFC 6749, section 4.1.2), good for one exchange.</summary>
/// <param name="Consent">What the code stands for.</param>
/// <param name="RedirectUri">The redirect URI of the request, which the exchange must repeat; null when the request had none.</param>
/// <param name="CodeChallenge">The PKCE challenge.</param>
/// <param name="Expires">When it is no longer accepted.</param>
internal sealed record AuthorizationCode(Consent Consent, string? RedirectUri, string CodeChallenge, DateTimeOffset Expires)
{
    /// <summary>A minute: RFC 6749 allows ten, but a client exchanges a code at once.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private int _used;

    /// <summary>True for the first caller only.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
