namespace FtlAuth.Gateway.Jwks;

/// <summary>What the issuer answered: a document, or in a few words why there is none.</summary>
/// <param name="Content">The document's bytes; null when the fetch failed.</param>
/// <param name="MaxAge">How long it may be kept by its <c>Cache-Control</c> (RFC 9111 section 5.2.2), if that says.</param>
/// <param name="Failure">For the log.</param>
internal readonly record struct IssuerDocument(byte[]? Content, TimeSpan? MaxAge, string? Failure)
{
    public static IssuerDocument Failed(string failure) => new(null, null, failure);
}
