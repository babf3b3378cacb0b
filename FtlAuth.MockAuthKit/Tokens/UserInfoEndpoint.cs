using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Discovery;
using FtlAuth.MockAuthKit.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Who the user of an access token is (OpenID Connect Core, section 5.3).</summary>
internal sealed class UserInfoEndpoint(AccessTokenVerifier accessTokens)
{
    private const string BearerPrefix = "Bearer ";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(EndpointPaths.UserInfo, [HttpMethods.Get, HttpMethods.Post],
            (UserInfoEndpoint userInfo, HttpContext context) => userInfo.Get(context)).RequirePublicCors();

    private IResult Get(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(context, StatusCodes.Status401Unauthorized, "Bearer");
        }

        if (accessTokens.Verify(authorization[BearerPrefix.Length..].Trim()) is not { } claims
            || TestUsers.Find(JsonWebToken.Text(claims, "sub")) is not { } user)
        {
            return Refuse(context, StatusCodes.Status401Unauthorized, "Bearer error=\"invalid_token\"");
        }

        var scopes = ScopeNames.Split(JsonWebToken.Text(claims, "scope") ?? "");
        if (!scopes.Contains(ScopeNames.OpenId))
        {
            return Refuse(context, StatusCodes.Status403Forbidden, "Bearer error=\"insufficient_scope\", scope=\"openid\"");
        }

        var answer = new JsonObject { ["sub"] = user.Id };
        UserInfoClaims.Add(answer, user, scopes);
        return TypedResults.Json(answer, MockAuthKitJsonContext.Default.JsonObject);
    }

    private static StatusCodeHttpResult Refuse(HttpContext context, int statusCode, string challenge)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return TypedResults.StatusCode(statusCode);
    }
}
