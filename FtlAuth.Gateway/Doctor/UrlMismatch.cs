using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Doctor;

/// <summary>Explains why the gateway publishes another URL than the one that it was asked under: what the field knows as the production URL mismatch.</summary>
internal static class UrlMismatch
{
    /// <param name="what">Which published URL it is.</param>
    /// <param name="asked">What it should be.</param>
    /// <param name="published">What it is.</param>
    /// <param name="consequence">What clients do about it.</param>
    public static Finding Explain(string what, string asked, string published, string consequence)
    {
        var found = $"{what} is '{published}', and should be '{asked}'.";
        var right = new Uri(asked);
        var origin = right.GetLeftPart(UriPartial.Authority);
        const string BehindProxy = "Where URLs follow each request, list the proxy in ForwardedHeaders:KnownProxies or KnownNetworks, "
            + "and have it send X-Forwarded-Host and X-Forwarded-Proto.";
        if (!Uri.TryCreate(published, UriKind.Absolute, out var wrong) || wrong.Scheme is not ("http" or "https"))
        {
            return Finding.Failure(found, $"It is no URL. {consequence}", $"Set Gateway:PublicUrl to {origin}, and look at what answers in place of the gateway.");
        }

        if (wrong.GetLeftPart(UriPartial.Authority) == origin)
        {
            return Finding.Failure(
                found,
                $"The path of the endpoint is another one. {consequence}",
                $"Set Gateway:Path to what clients use, and give them exactly {published} if that is right.");
        }

        if (wrong.Scheme == Uri.UriSchemeHttp && right.Scheme == Uri.UriSchemeHttps && wrong.Host == right.Host)
        {
            return Finding.Failure(
                found,
                $"TLS ends at a proxy, and the gateway makes its URLs from what reaches it behind that. {consequence}",
                $"Set Gateway:PublicUrl to {origin}. {BehindProxy}");
        }

        return ListeningAddresses.IsLoopbackHost(wrong.Host) && !ListeningAddresses.IsLoopbackHost(right.Host)
            ? Finding.Failure(
                found,
                $"The gateway does not know under which name it is reached, and tells its own address. {consequence}",
                $"Set Gateway:PublicUrl to {origin}. {BehindProxy}")
            : Finding.Failure(
                found,
                $"The gateway is set up for another public URL, or a proxy passes another host on. {consequence}",
                $"Set Gateway:PublicUrl to {origin}, or give clients {published} if that is the right one. {BehindProxy}");
    }
}
