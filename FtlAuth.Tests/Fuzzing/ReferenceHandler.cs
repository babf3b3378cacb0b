using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>The library that most .NET gateways validate tokens with, with settings as its documentation wants them.</summary>
internal sealed class ReferenceHandler
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters;

    /// <param name="policy">What tokens are judged by.</param>
    /// <param name="keys">The issuer's keys, as JSON Web Keys.</param>
    public ReferenceHandler(TokenPolicy policy, IReadOnlyList<string> keys)
    {
        _parameters = new TokenValidationParameters
        {
            ValidIssuer = policy.Issuer,
            ValidateAudience = policy.ChecksAudience,
            ValidAudiences = policy.Audiences,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            ValidAlgorithms = [.. policy.Algorithms.Select(algorithm => algorithm.Name)],
            IssuerSigningKeys = [.. keys.Select(key => new JsonWebKey(key))],

            // A token without a kid is for the only key there is; with several, none is tried.
            TryAllIssuerSigningKeys = keys.Count == 1,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = policy.ClockSkew,
            LifetimeValidator = IsWithinLifetime,
        };
    }

    /// <summary>The token as the reference reads it; otherwise why it refuses.</summary>
    public (JsonWebToken? Token, Exception? Refusal) Validate(string token)
    {
        // Without a metadata endpoint there is nothing to wait for.
        var result = _handler.ValidateTokenAsync(token, _parameters).GetAwaiter().GetResult();
        return result.IsValid ? ((JsonWebToken)result.SecurityToken, null) : (null, result.Exception);
    }

    // The library's own rules (Validators.ValidateLifetime), which it applies to the clock on the wall only.
    private static bool IsWithinLifetime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(SignedTokens.Now).UtcDateTime;
        return expires is not null
            && !(notBefore > expires)
            && !(notBefore > now + parameters.ClockSkew)
            && !(expires < now - parameters.ClockSkew);
    }
}
