using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Clients;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>A token for a machine (RFC 6749, section 4.4).</summary>
internal sealed class ClientCredentialsGrant(TokenIssuer issuer, RegisteredResources resources, IOptions<MockAuthKitOptions> options)
{
    public OAuthResult<TokenResponse> Exchange(Client client, RequestParameters parameters)
    {
        if (!client.GrantTypes.Contains(GrantTypes.ClientCredentials) || client.ClientSecret is null)
        {
            return OAuthError.UnauthorizedClient("The client is not registered for client_credentials with a secret.");
        }

        if (parameters.HasSeveralResources || (parameters["resource"] is { } asked && !resources.Contains(asked)))
        {
            return OAuthError.InvalidTarget("The resource is not registered with this issuer.");
        }

        IReadOnlyList<string> scopes = [];
        if (parameters["scope"] is { } scope
            && !ScopeNames.Grant(scope, options.Value.Scopes).Succeeded(out scopes!, out var error))
        {
            return error;
        }

        return new TokenResponse
        {
            AccessToken = issuer.AccessToken(client.ClientId, scopes, parameters["resource"]),
            ExpiresIn = issuer.LifetimeSeconds,
            Scope = scopes.Count > 0 ? string.Join(' ', scopes) : null,
        };
    }
}
