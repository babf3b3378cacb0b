namespace FtlAuth.Gateway.Jwks;

/// <summary>What the issuer answered: a document, or in a few words why there is none.</summary>
/// <param name="Content">The document's bytes; null when the fetch failed.</param>
/// <param name="MaxAge">The <c>max-age</c> of its <c>Cache-Control</c>, if it has one.</param>
/// <param name="Failure">For the log.</param>
internal readonly record struct IssuerDocument(byte[]? Content, TimeSpan? MaxAge, string? Failure)
{
    public static IssuerDocument Failed(string failure) => new(null, null, failure);
}
