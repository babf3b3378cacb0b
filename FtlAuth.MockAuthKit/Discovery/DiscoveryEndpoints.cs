using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Clients;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Discovery;

internal static class DiscoveryEndpoints
{
    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(EndpointPaths.AuthorizationServerMetadata, GetAuthorizationServerMetadata)
            .WithFaults(FaultPoint.Metadata).RequirePublicCors();
        endpoints.MapGet(EndpointPaths.OpenIdConfiguration, GetOpenIdConfiguration)
            .WithFaults(FaultPoint.Metadata).RequirePublicCors();
        return endpoints;
    }

    private static JsonHttpResult<AuthorizationServerMetadata> GetAuthorizationServerMetadata(
        IssuerIdentifier issuer, IOptions<MockAuthKitOptions> options) =>
        Json(Common(issuer.Value, options.Value) with
        {
            RegistrationEndpoint = issuer.Value + EndpointPaths.Register,
            IntrospectionEndpoint = issuer.Value + EndpointPaths.Introspect,
            RevocationEndpoint = issuer.Value + EndpointPaths.Revoke,
            CodeChallengeMethodsSupported = ["S256"],
            ClientIdMetadataDocumentSupported = true,
            AuthorizationResponseIssParameterSupported = true,
        });

    // As AuthKit's, this document has neither PKCE nor registration: clients must read the other one.
    private static JsonHttpResult<AuthorizationServerMetadata> GetOpenIdConfiguration(
        IssuerIdentifier issuer, IOptions<MockAuthKitOptions> options) =>
        Json(Common(issuer.Value, options.Value) with
        {
            SubjectTypesSupported = ["public"],
            IdTokenSigningAlgValuesSupported = ["RS256"],
        });

    private static AuthorizationServerMetadata Common(string issuer, MockAuthKitOptions options) => new()
    {
        Issuer = issuer,
        AuthorizationEndpoint = issuer + EndpointPaths.Authorize,
        TokenEndpoint = issuer + EndpointPaths.Token,
        UserinfoEndpoint = issuer + EndpointPaths.UserInfo,
        JwksUri = issuer + EndpointPaths.Jwks,
        ScopesSupported = options.Scopes,
        ResponseTypesSupported = ["code"],
        ResponseModesSupported = ["query"],
        GrantTypesSupported = GrantTypes.All,
        TokenEndpointAuthMethodsSupported = TokenEndpointAuthMethods.All,
    };

    private static JsonHttpResult<AuthorizationServerMetadata> Json(AuthorizationServerMetadata metadata) =>
        TypedResults.Json(metadata, MockAuthKitJsonContext.Default.AuthorizationServerMetadata);
}
