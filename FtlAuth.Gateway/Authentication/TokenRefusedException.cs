using Microsoft.IdentityModel.Tokens;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Carries a refusal through the JwtBearer scheme, which knows failures as exceptions only. It is never thrown.</summary>
internal sealed class TokenRefusedException(TokenRefusal refusal, TimeSpan retryAfter) : SecurityTokenValidationException(refusal.ToString())
{
    public TokenRefusal Refusal => refusal;

    /// <summary>When the issuer's keys may be there, if it was for want of them.</summary>
    public TimeSpan RetryAfter => retryAfter;
}
