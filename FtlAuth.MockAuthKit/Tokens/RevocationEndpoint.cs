using FtlAuth.MockAuthKit.Clients;
using FtlAuth.MockAuthKit.Discovery;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Token revocation (RFC 7009). A refresh token takes its whole family with it; an unknown token is no error.</summary>
internal sealed class RevocationEndpoint(ClientAuthentication authentication, AccessTokenVerifier accessTokens, GrantStore grants)
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(EndpointPaths.Revoke, (RevocationEndpoint revocation, HttpContext context) => revocation.PostAsync(context))
            .RequirePublicCors();

    private async Task<IResult> PostAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!(await RequestParameters.ReadFormAsync(context.Request, context.RequestAborted)).Succeeded(out var parameters, out var error)
            || !(await authentication.AuthenticateAsync(context.Request, parameters, context.RequestAborted))
                .Succeeded(out var client, out error))
        {
            return ClientAuthentication.Refuse(context, error);
        }

        if (parameters["token"] is not { } token)
        {
            return OAuthError.InvalidRequest("token is missing.").ToResult();
        }

        if (Find(token) is not { } found)
        {
            return TypedResults.Ok();
        }

        if (found.ClientId != client.ClientId)
        {
            return OAuthError.InvalidGrant("The token was issued to another client.").ToResult();
        }

        grants.Revoke(found.Id);
        return TypedResults.Ok();
    }

    private (string ClientId, string Id)? Find(string token)
    {
        if (grants.TryGetRefreshToken(token, out var refreshToken))
        {
            return (refreshToken.Consent.ClientId, refreshToken.Consent.SessionId);
        }

        return accessTokens.Verify(token) is { } claims && JsonWebToken.Text(claims, "jti") is { } id
            ? (JsonWebToken.Text(claims, "client_id")!, id)
            : null;
    }
}
