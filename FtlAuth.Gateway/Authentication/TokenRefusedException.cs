using Microsoft.IdentityModel.Tokens;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Carries a refusal through the JwtBearer scheme, which knows failures as exceptions only. It is never thrown.</summary>
internal sealed class TokenRefusedException : SecurityTokenValidationException
{
    // Never thrown, so that all requests may have the same.
    private static readonly TokenRefusedException[] WithoutWait =
        [.. Enum.GetValues<TokenRefusal>().Select(refusal => new TokenRefusedException(refusal, TimeSpan.Zero))];

    private TokenRefusedException(TokenRefusal refusal, TimeSpan retryAfter)
        : base(refusal.ToString()) => (Refusal, RetryAfter) = (refusal, retryAfter);

    public TokenRefusal Refusal { get; }

    /// <summary>When the issuer's keys may be there, if it was for want of them.</summary>
    public TimeSpan RetryAfter { get; }

    public static TokenRefusedException Of(TokenRefusal refusal, TimeSpan retryAfter) =>
        retryAfter == TimeSpan.Zero ? WithoutWait[(int)refusal] : new(refusal, retryAfter);
}
