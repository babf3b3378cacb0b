namespace FtlAuth.Gateway.Jwks;

/// <summary>A key set as the issuer sent it, with what is needed to judge its age.</summary>
/// <param name="Json">The document.</param>
/// <param name="FetchedAt">When the issuer was asked for it, by whichever replica.</param>
/// <param name="FreshFor">How long it counts as fresh.</param>
internal sealed record KeySetDocument(byte[] Json, DateTimeOffset FetchedAt, TimeSpan FreshFor)
{
    // The refresh begins while the set is fresh, so that no request waits for it.
    private const double RefreshAt = 0.8;

    public DateTimeOffset RefreshDue => FetchedAt + (FreshFor * RefreshAt);

    public DateTimeOffset FreshUntil => FetchedAt + FreshFor;
}
