using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Clients;
using FtlAuth.MockAuthKit.Discovery;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>The token endpoint (RFC 6749, section 3.2).</summary>
internal sealed partial class TokenEndpoint(
    ClientAuthentication authentication,
    AuthorizationCodeGrant authorizationCode,
    RefreshTokenGrant refreshToken,
    ClientCredentialsGrant clientCredentials,
    ILogger<TokenEndpoint> logger)
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(EndpointPaths.Token, (TokenEndpoint token, HttpContext context) => token.PostAsync(context))
            .WithFaults(FaultPoint.Token).RequirePublicCors();

    private async Task<IResult> PostAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        if ((await ExchangeAsync(context)).Succeeded(out var response, out var error))
        {
            return TypedResults.Json(response, MockAuthKitJsonContext.Default.TokenResponse);
        }

        LogRefused(error.Error, error.ErrorDescription);
        return ClientAuthentication.Refuse(context, error);
    }

    private async Task<OAuthResult<TokenResponse>> ExchangeAsync(HttpContext context)
    {
        if (!(await RequestParameters.ReadFormAsync(context.Request, context.RequestAborted)).Succeeded(out var parameters, out var error))
        {
            return error;
        }

        if (!(await authentication.AuthenticateAsync(context.Request, parameters, context.RequestAborted))
            .Succeeded(out var client, out error))
        {
            return error;
        }

        return parameters["grant_type"] switch
        {
            GrantTypes.AuthorizationCode => authorizationCode.Exchange(client, parameters),
            GrantTypes.RefreshToken => refreshToken.Exchange(client, parameters),
            GrantTypes.ClientCredentials => clientCredentials.Exchange(client, parameters),
            null => OAuthError.InvalidRequest("grant_type is missing."),
            _ => new OAuthError("unsupported_grant_type", $"Supported are {string.Join(", ", GrantTypes.All)}."),
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused a token request: {Error}, {Description}")]
    private partial void LogRefused(string error, string description);
}
