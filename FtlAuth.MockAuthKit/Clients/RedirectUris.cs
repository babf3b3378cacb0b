namespace FtlAuth.MockAuthKit.Clients;

/// <summary>Which redirect URIs can be registered, and which registered one a request means.</summary>
internal static class RedirectUris
{
    public const int MaxCount = 20;

    private const int MaxLength = 2048;

    /// <summary>https, or http on loopback, without user information or fragment.</summary>
    public static bool IsAcceptable(string redirectUri) =>
        redirectUri.Length <= MaxLength
        && redirectUri.All(c => c is > ' ' and <= '~' and not '#' and not '\\')
        && Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || Loopback.IsHttp(uri))
        && uri.UserInfo.Length == 0 && uri.Host.Length > 0;

    /// <summary>Byte for byte, but that the port of a loopback URI is the client's choice at each start (RFC 8252, section 7.3).</summary>
    public static bool IsRegistered(IReadOnlyList<string> registered, string redirectUri) =>
        IsAcceptable(redirectUri)
        && registered.Any(candidate => candidate == redirectUri || DiffersInLoopbackPortOnly(candidate, redirectUri));

    private static bool DiffersInLoopbackPortOnly(string candidate, string redirectUri)
    {
        Uri registered = new(candidate), requested = new(redirectUri);
        return Loopback.IsHttp(registered) && Loopback.IsHttp(requested)
            && registered.Host == requested.Host
            && AfterAuthority(candidate) == AfterAuthority(redirectUri);
    }

    // The text itself, since parsing resolves dot segments.
    private static string AfterAuthority(string uri)
    {
        var authority = uri.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = uri.AsSpan(authority).IndexOfAny('/', '?');
        return end < 0 ? "" : uri[(authority + end)..];
    }
}
