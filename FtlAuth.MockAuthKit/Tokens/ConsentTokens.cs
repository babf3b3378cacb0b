using FtlAuth.MockAuthKit.Authorization;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>The tokens that come of a consent.</summary>
internal sealed class ConsentTokens(TokenIssuer issuer, GrantStore grants, TimeProvider timeProvider)
{
    public TokenResponse Issue(Consent consent, IReadOnlyList<string> scopes)
    {
        var accessToken = issuer.AccessToken(consent, scopes);
        return new TokenResponse
        {
            AccessToken = accessToken,
            ExpiresIn = issuer.LifetimeSeconds,
            RefreshToken = consent.MayRefresh ? grants.Add(new RefreshToken(consent, timeProvider.GetUtcNow())) : null,
            IdToken = scopes.Contains(ScopeNames.OpenId) ? issuer.IdToken(consent, scopes, accessToken) : null,
            Scope = string.Join(' ', scopes),
        };
    }
}
