using Microsoft.IdentityModel.Tokens;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Carries a refusal through the JwtBearer scheme, which knows failures as exceptions only. It is never thrown.</summary>
internal sealed class TokenRefusedException(TokenRefusal refusal) : SecurityTokenValidationException(refusal.ToString())
{
    public TokenRefusal Refusal { get; } = refusal;
}
