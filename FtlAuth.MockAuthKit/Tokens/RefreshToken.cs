using FtlAuth.MockAuthKit.Authorization;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>A refresh token, good for one exchange: the answer has the next one.</summary>
internal sealed record RefreshToken(Consent Consent, DateTimeOffset Issued)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private int _used;

    public DateTimeOffset Expires => Issued + Lifetime;

    public bool IsUsed => Volatile.Read(ref _used) != 0;

    /// <summary>True for the first caller only.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
