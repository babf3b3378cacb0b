using FtlAuth.MockAuthKit.Discovery;

namespace FtlAuth.MockAuthKit.Pages;

/// <summary>What stands at the issuer's address, for those who open it.</summary>
internal static class HomePage
{
    public static IEndpointRouteBuilder MapHomePage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Create);
        return endpoints;
    }

    private static Page Create(IssuerIdentifier issuer) => new("Mock AuthKit", $"""
        <h1>Mock issuer</h1>
        <p>This is the OAuth authorization server <strong>{Text.Encode(issuer.Value)}</strong>. Applications send you here to sign in.</p>
        <ul class="links">
        <li><a href="{EndpointPaths.AuthorizationServerMetadata}">Authorization server metadata</a></li>
        <li><a href="{EndpointPaths.OpenIdConfiguration}">OpenID configuration</a></li>
        <li><a href="{EndpointPaths.Jwks}">Signing keys</a></li>
        </ul>
        """);
}
