using System.Security.Claims;
using System.Text;
using FtlAuth.Gateway.Operations;
using Microsoft.IdentityModel.Tokens;
using JsonWebKeySet = FtlAuth.Gateway.Jwks.JsonWebKeySet;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The strict validator as the token handler of the JwtBearer scheme: finds the issuer and its keys, and looks again when a token names an unknown one.</summary>
internal sealed class BearerTokenHandler(TrustedIssuers issuers, VerifiedTokenCache cache, GatewayMetrics metrics, TimeProvider time) : TokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var bytes = Encoding.ASCII.GetBytes(token);
        if (issuers.FindNamed(bytes, out var issuer) is var refusal and not TokenRefusal.None)
        {
            return Refused(refusal, TimeSpan.Zero);
        }

        // What is wrong in itself is refused without keys, so that a cold gateway makes nobody wait for a bad token.
        var keys = issuer!.Keys.Current;
        var outcome = Validate(bytes, issuer, keys);
        if (outcome.Refusal == TokenRefusal.KeysUnavailable)
        {
            keys = await issuer.Keys.GetAsync();
            outcome = Validate(bytes, issuer, keys);
        }

        // As long as looking again brings other keys.
        while (outcome.Refusal == TokenRefusal.UnknownKey && await issuer.Keys.LookAgainAsync() is var found && found != keys)
        {
            keys = found;
            outcome = Validate(bytes, issuer, keys);
        }

        if (outcome.Token is not { } verified)
        {
            return Refused(outcome.Refusal, outcome.Refusal == TokenRefusal.KeysUnavailable ? issuer.Keys.RetryAfter : TimeSpan.Zero);
        }

        cache.Add(token, verified, issuer.Keys, keys!);
        metrics.TokenVerified();
        return new TokenValidationResult
        {
            IsValid = true,
            SecurityToken = verified,
            ClaimsIdentity = (ClaimsIdentity)verified.Principal.Identity!,
        };
    }

    private static TokenValidationResult Refused(TokenRefusal refusal, TimeSpan retryAfter) =>
        new() { IsValid = false, Exception = TokenRefusedException.Of(refusal, retryAfter) };

    private TokenValidationOutcome Validate(byte[] token, TrustedIssuer issuer, JsonWebKeySet? keys) =>
        TokenValidator.Validate(token, keys, issuer.Policy, time.GetUtcNow());
}
