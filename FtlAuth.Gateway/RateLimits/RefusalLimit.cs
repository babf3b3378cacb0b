using System.Threading.RateLimiting;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Gateway.RateLimits;

/// <summary>
/// <c>RateLimits:RefusalsPerAddress</c>: slows down whoever tries out tokens. Only a token that was refused is counted, and only one that no issuer has
/// signed: whoever shares an address with an attacker keeps working, and still learns that a token has expired or to sign in.
/// </summary>
internal sealed class RefusalLimit : IDisposable
{
    private readonly FixedMemoryRateLimiter<ClientAddress>? _limiter;
    private readonly bool _hasKnownProxies;

    public RefusalLimit(RateLimitsOptions options, ForwardedHeadersSettings proxies, TimeProvider time)
    {
        _limiter = options.RefusalsPerAddress > 0 ? new(options.RefusalsPerAddress, time) : null;
        _hasKnownProxies = proxies.Any;
    }

    /// <summary>Counts a refusal.</summary>
    public bool IsExceeded(HttpContext context, TokenRefusal refusal, out TimeSpan retryAfter)
    {
        // Behind the signature the issuer has made the token, and without keys it may have.
        retryAfter = default;
        if (_limiter is null || refusal > TokenRefusal.BadSignature || refusal == TokenRefusal.KeysUnavailable || !IsClientsOwn(context))
        {
            return false;
        }

        using var lease = _limiter.AttemptAcquire(ClientAddress.Of(context));
        return lease.TryGetMetadata(MetadataName.RetryAfter, out retryAfter);
    }

    public void Dispose() => _limiter?.Dispose();

    // A proxy that nobody has configured gives everybody its own address.
    private bool IsClientsOwn(HttpContext context) =>
        _hasKnownProxies || !(context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded"));
}
