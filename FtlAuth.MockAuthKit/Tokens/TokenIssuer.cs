using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Keys;
using FtlAuth.MockAuthKit.Users;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Makes access and ID tokens with the claims that AuthKit's have.</summary>
internal sealed class TokenIssuer(
    IssuerIdentifier issuer,
    SigningKeyRing keys,
    RegisteredResources resources,
    TimeProvider timeProvider,
    IOptions<MockAuthKitOptions> options)
{
    /// <summary>The client of tokens that no client asked for.</summary>
    private const string TestClientId = "client_01JAVTHK1TTESTC11ENT000001";

    public int LifetimeSeconds => (int)options.Value.AccessTokenLifetime.TotalSeconds;

    public string AccessToken(Consent consent, IReadOnlyList<string> scopes)
    {
        var claims = UserClaims(consent.User, consent.ClientId, consent.SessionId, scopes, consent.Resource);
        return Sign(claims);
    }

    /// <summary>A token for a machine: its subject is the client itself, and there is no session.</summary>
    public string AccessToken(string clientId, IReadOnlyList<string> scopes, string? resource) =>
        Sign(Claims(clientId, clientId, scopes, resource));

    /// <summary>The claims of a token for the first test user and the first registered resource.</summary>
    public JsonObject TestClaims() => UserClaims(
        TestUsers.First, TestClientId, Identifier.New("app_consent_", timeProvider.GetUtcNow()), ScopeNames.Default, resources.First);

    /// <summary>The ID token (OpenID Connect Core, section 2) that goes with an access token.</summary>
    public string IdToken(Consent consent, IReadOnlyList<string> scopes, string accessToken)
    {
        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(accessToken));
        var claims = new JsonObject
        {
            ["iss"] = issuer.Value,
            ["aud"] = consent.ClientId,
            ["sub"] = consent.User.Id,
            ["sid"] = consent.SessionId,
            ["at_hash"] = Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2)),
            ["iat"] = now,
            ["exp"] = now + LifetimeSeconds,
        };
        if (consent.Nonce is { } nonce)
        {
            claims["nonce"] = nonce;
        }

        UserInfoClaims.Add(claims, consent.User, scopes);
        return Sign(claims);
    }

    private JsonObject UserClaims(TestUser user, string clientId, string sessionId, IReadOnlyList<string> scopes, string? resource)
    {
        var claims = Claims(user.Id, clientId, scopes, resource);
        claims["sid"] = sessionId;
        if (user.OrganizationId is { } organizationId)
        {
            claims["org_id"] = organizationId;
        }

        return claims;
    }

    private JsonObject Claims(string subject, string clientId, IReadOnlyList<string> scopes, string? resource)
    {
        var now = timeProvider.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = issuer.Value,
            ["aud"] = resource ?? options.Value.EnvironmentClientId,
            ["sub"] = subject,
            ["client_id"] = clientId,
            ["jti"] = Identifier.New("", now),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.ToUnixTimeSeconds() + LifetimeSeconds,
        };
        if (scopes.Count > 0)
        {
            claims["scope"] = string.Join(' ', scopes);
        }

        return claims;
    }

    private string Sign(JsonObject claims)
    {
        var key = keys.Current;
        return JsonWebToken.Write(key, JsonWebToken.Header(key), claims);
    }
}
