using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Clients;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>A code for tokens (RFC 6749, section 4.1.3).</summary>
internal sealed class AuthorizationCodeGrant(GrantStore grants, ConsentTokens tokens, TimeProvider timeProvider)
{
    public OAuthResult<TokenResponse> Exchange(Client client, RequestParameters parameters)
    {
        if (parameters["code"] is not { } value)
        {
            return OAuthError.InvalidRequest("code is missing.");
        }

        if (!grants.TryGetCode(value, out var code) || code.Consent.ClientId != client.ClientId)
        {
            return OAuthError.InvalidGrant("The code is unknown, or was issued to another client.");
        }

        // A code that comes twice was stolen, by whoever came first or second: what came of it is void (section 4.1.2).
        if (!code.TryUse())
        {
            grants.Revoke(code.Consent.SessionId);
            return OAuthError.InvalidGrant("The code was used before.");
        }

        return Check(code, parameters) is { } error ? error : tokens.Issue(code.Consent, code.Consent.Scopes);
    }

    private OAuthError? Check(AuthorizationCode code, RequestParameters parameters)
    {
        if (timeProvider.GetUtcNow() >= code.Expires)
        {
            return OAuthError.InvalidGrant("The code has expired.");
        }

        if (code.RedirectUri is not null && parameters["redirect_uri"] != code.RedirectUri)
        {
            return OAuthError.InvalidGrant("redirect_uri is not the one of the authorization request.");
        }

        if (parameters["code_verifier"] is not { } verifier || !ProofKey.Verify(verifier, code.CodeChallenge))
        {
            return OAuthError.InvalidGrant("code_verifier does not fit the code_challenge of the authorization request.");
        }

        return ResourceParameter.Check(parameters, code.Consent.Resource);
    }
}
