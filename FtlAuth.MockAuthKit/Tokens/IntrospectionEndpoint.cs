using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Clients;
using FtlAuth.MockAuthKit.Discovery;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Token introspection (RFC 7662). A client with a secret may ask about any token, one without about its own.</summary>
internal sealed class IntrospectionEndpoint(
    ClientAuthentication authentication, AccessTokenVerifier accessTokens, GrantStore grants, TimeProvider timeProvider)
{
    private static readonly string[] Members = ["scope", "client_id", "sub", "aud", "iss", "exp", "iat", "jti", "sid", "org_id"];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(EndpointPaths.Introspect,
            (IntrospectionEndpoint introspection, HttpContext context) => introspection.PostAsync(context));

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

        var answer = DescribeAccessToken(token) ?? DescribeRefreshToken(token);
        var isVisible = answer is not null && (client.ClientSecret is not null || answer["client_id"]?.ToString() == client.ClientId);
        return TypedResults.Json(isVisible ? answer! : new JsonObject { ["active"] = false }, MockAuthKitJsonContext.Default.JsonObject);
    }

    private JsonObject? DescribeAccessToken(string token)
    {
        if (accessTokens.Verify(token) is not { } claims)
        {
            return null;
        }

        var answer = new JsonObject { ["active"] = true, ["token_type"] = "Bearer" };
        foreach (var name in Members)
        {
            if (claims.TryGetProperty(name, out JsonElement value))
            {
                answer[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return answer;
    }

    private JsonObject? DescribeRefreshToken(string token)
    {
        if (!grants.TryGetRefreshToken(token, out var found)
            || found.IsUsed || grants.IsRevoked(found.Consent.SessionId) || timeProvider.GetUtcNow() >= found.Expires)
        {
            return null;
        }

        return new JsonObject
        {
            ["active"] = true,
            ["scope"] = string.Join(' ', found.Consent.Scopes),
            ["client_id"] = found.Consent.ClientId,
            ["sub"] = found.Consent.User.Id,
            ["exp"] = found.Expires.ToUnixTimeSeconds(),
            ["iat"] = found.Issued.ToUnixTimeSeconds(),
            ["sid"] = found.Consent.SessionId,
        };
    }
}
