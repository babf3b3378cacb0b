namespace FtlAuth.Gateway.Configuration;

/// <summary>What the configured URLs have in common.</summary>
internal static class UrlRules
{
    /// <summary>Says what is wrong with a URL that the gateway trusts or is known by: https, or http on this machine only; null when nothing is.</summary>
    public static string? FindMistake(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            return "must be an absolute URL, such as https://example.authkit.app.";
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !ListeningAddresses.IsLoopbackHost(uri.Host))
        {
            return "must be https; plain http is accepted for this machine's own addresses only (localhost, 127.0.0.1, [::1]).";
        }

        if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "must have no spaces, line ends or other characters than visible ASCII.";
        }

        return uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || value.AsSpan().ContainsAny("?#\\")
            ? "must have no user name, query or fragment."
            : null;
    }
}
