namespace FtlAuth.Gateway.Jwks;

/// <summary>A key set with what is needed to judge its age and to pass it on.</summary>
/// <param name="Keys">The parsed set.</param>
/// <param name="Json">The document as the issuer sent it.</param>
/// <param name="FetchedAt">When the issuer sent it, to whichever replica.</param>
/// <param name="FreshFor">How long it counts as fresh.</param>
internal sealed record KeySetSnapshot(JsonWebKeySet Keys, byte[] Json, DateTimeOffset FetchedAt, TimeSpan FreshFor)
{
    // The refresh begins while the set is fresh, so that no request waits for it.
    private const double RefreshAt = 0.8;

    public DateTimeOffset RefreshDue => FetchedAt + (FreshFor * RefreshAt);

    public bool IsFresh(DateTimeOffset now) => now < FetchedAt + FreshFor;
}
