using System.Threading.RateLimiting;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.RateLimits;

/// <summary>
/// <c>RateLimits:RefusalsPerAddress</c>: slows down whoever tries out tokens. Only a token that was refused is counted, and only one that the issuer cannot
/// have signed: whoever shares an address with an attacker keeps working, and still learns that a token has expired or to sign in.
/// </summary>
internal sealed class RefusalLimit(RateLimitsOptions options, ClientAddresses addresses, TimeProvider time) : IDisposable
{
    private readonly FixedMemoryRateLimiter<ClientAddress> _limiter = new(options.RefusalsPerAddress, time);

    /// <summary>Counts a refusal.</summary>
    public bool IsExceeded(HttpContext context, TokenRefusal refusal, out TimeSpan retryAfter)
    {
        retryAfter = default;
        if (MayBeTheIssuers(refusal) || !addresses.TryGetOwn(context, out var address))
        {
            return false;
        }

        using var lease = _limiter.AttemptAcquire(address);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out retryAfter);
    }

    public void Dispose() => _limiter.Dispose();

    // What is refused behind the signature the issuer has made. A key that is not known may have been one of its keys.
    private static bool MayBeTheIssuers(TokenRefusal refusal) =>
        refusal is > TokenRefusal.BadSignature or TokenRefusal.KeysUnavailable or TokenRefusal.UnknownKey;
}
