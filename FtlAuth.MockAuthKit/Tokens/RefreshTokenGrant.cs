using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Clients;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>A refresh token for new tokens (RFC 6749, section 6), rotated at each use.</summary>
internal sealed class RefreshTokenGrant(GrantStore grants, ConsentTokens tokens, TimeProvider timeProvider)
{
    public OAuthResult<TokenResponse> Exchange(Client client, RequestParameters parameters)
    {
        if (parameters["refresh_token"] is not { } value)
        {
            return OAuthError.InvalidRequest("refresh_token is missing.");
        }

        if (!grants.TryGetRefreshToken(value, out var token) || token.Consent.ClientId != client.ClientId)
        {
            return OAuthError.InvalidGrant("The refresh token is unknown, or was issued to another client.");
        }

        if (grants.IsRevoked(token.Consent.SessionId) || timeProvider.GetUtcNow() >= token.Expires)
        {
            return OAuthError.InvalidGrant("The refresh token was revoked or has expired.");
        }

        // What a client can correct costs it no refresh token.
        if (ResourceParameter.Check(parameters, token.Consent.Resource) is { } resourceError)
        {
            return resourceError;
        }

        var scopes = parameters["scope"] is { } scope ? ScopeNames.Split(scope) : token.Consent.Scopes;
        if (scopes.Except(token.Consent.Scopes).FirstOrDefault() is { } excess)
        {
            return OAuthError.InvalidScope($"The scope {excess} was not granted.");
        }

        if (!token.TryUse())
        {
            grants.Revoke(token.Consent.SessionId);
            return OAuthError.InvalidGrant("The refresh token was used before; all tokens of this sign-in are revoked.");
        }

        return tokens.Issue(token.Consent, scopes);
    }
}
