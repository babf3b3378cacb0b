namespace FtlAuth.Gateway.Discovery;

/// <summary>An origin (RFC 6454) in the parts that <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c> have.</summary>
/// <param name="Scheme">Such as <c>https</c>.</param>
/// <param name="Authority">The host, with the port unless it is the scheme's own.</param>
internal sealed record OriginParts(string Scheme, string Authority)
{
    public static OriginParts Of(string origin)
    {
        var uri = new Uri(origin);
        return new OriginParts(uri.Scheme, uri.Authority);
    }
}
