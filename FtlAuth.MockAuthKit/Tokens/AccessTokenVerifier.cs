using System.Text.Json;
using FtlAuth.MockAuthKit.Keys;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Tells the access tokens of this issuer that are still good.</summary>
internal sealed class AccessTokenVerifier(SigningKeyRing keys, IssuerIdentifier issuer, GrantStore grants, TimeProvider timeProvider)
{
    /// <summary>The claims of an access token; null when it is foreign, expired or revoked.</summary>
    public JsonElement? Verify(string token)
    {
        // An ID token has no client_id.
        if (JsonWebToken.Read(token, keys) is not { } claims
            || JsonWebToken.Text(claims, "iss") != issuer.Value
            || JsonWebToken.Text(claims, "client_id") is null
            || !claims.TryGetProperty("exp", out var exp) || exp.ValueKind != JsonValueKind.Number
            || exp.GetDouble() <= timeProvider.GetUtcNow().ToUnixTimeSeconds())
        {
            return null;
        }

        return IsRevoked(claims, "sid") || IsRevoked(claims, "jti") ? null : claims;
    }

    private bool IsRevoked(JsonElement claims, string name) => JsonWebToken.Text(claims, name) is { } id && grants.IsRevoked(id);
}
