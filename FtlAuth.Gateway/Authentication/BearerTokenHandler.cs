using System.Security.Claims;
using System.Text;
using FtlAuth.Gateway.Jwks;
using Microsoft.IdentityModel.Tokens;
using JsonWebKeySet = FtlAuth.Gateway.Jwks.JsonWebKeySet;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The strict validator as the token handler of the JwtBearer scheme: finds the keys, and looks again once when a token names an unknown one.</summary>
internal sealed class BearerTokenHandler(IssuerKeys keys, AuthKitOptions authKit, AcceptedAudience audience, TimeProvider time) : TokenHandler
{
    private readonly Lazy<TokenPolicy> _policy = new(() => new TokenPolicy(
        authKit.Issuer,
        audience.Values,
        [.. authKit.Algorithms.Select(name => SignatureAlgorithm.Find(name)!)],
        authKit.AllowedClientIds.Count > 0 ? authKit.AllowedClientIds.ToHashSet(StringComparer.Ordinal) : null,
        authKit.ClockSkew));

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var outcome = await ValidateAsync(Encoding.ASCII.GetBytes(token));
        return outcome.Token is { } verified
            ? new TokenValidationResult
            {
                IsValid = true,
                SecurityToken = verified,
                ClaimsIdentity = new ClaimsIdentity([new Claim("sub", verified.Subject)], "Bearer", "sub", null),
            }
            : new TokenValidationResult { IsValid = false, Exception = new TokenRefusedException(outcome.Refusal) };
    }

    private async ValueTask<TokenValidationOutcome> ValidateAsync(byte[] token)
    {
        // What is wrong in itself is refused without keys, so that a cold gateway makes nobody wait for a bad token.
        var outcome = Validate(token, keys.Current);
        if (outcome.Refusal == TokenRefusal.KeysUnavailable)
        {
            outcome = Validate(token, await keys.GetAsync());
        }

        return outcome.Refusal == TokenRefusal.UnknownKey ? Validate(token, await keys.LookAgainAsync()) : outcome;
    }

    private TokenValidationOutcome Validate(byte[] token, JsonWebKeySet? set) => TokenValidator.Validate(token, set, _policy.Value, time.GetUtcNow());
}
