using System.Text.Json;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Discovery;

internal static class ProtectedResourceMetadataEndpoints
{
    public const string Path = "/.well-known/oauth-protected-resource";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the metadata at the root and with the path of the resource as suffix (RFC 9728 section 3.1); the two are the same document.</summary>
    public static IEndpointRouteBuilder MapProtectedResourceMetadata(this IEndpointRouteBuilder endpoints)
    {
        var path = endpoints.ServiceProvider.GetRequiredService<GatewayOptions>().Path;
        endpoints.MapMethods(Path, Methods, WriteAsync);
        endpoints.MapMethods(Path + path, Methods, WriteAsync);
        return endpoints;
    }

    private static Task WriteAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var origin = services.GetRequiredService<PublicOrigin>();
        var gateway = services.GetRequiredService<GatewayOptions>();
        var authKit = services.GetRequiredService<AuthKitOptions>();
        var metadata = new ProtectedResourceMetadata
        {
            Resource = origin.ResourceOf(context.Request),
            AuthorizationServers = [.. authKit.All.Select(issuer => issuer.Issuer)],
            ScopesSupported = ScopesSupported(authKit),
            ResourceName = NullIfEmpty(gateway.ResourceName),
            ResourceDocumentation = NullIfEmpty(gateway.ResourceDocumentation),
        };

        // What depends on the request must not be given to another one by a cache.
        context.Response.Headers.CacheControl = origin.IsDerived ? "no-store" : "public, max-age=300";
        return PublicDocument.WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(metadata, DiscoveryJsonContext.Default.ProtectedResourceMetadata));
    }

    // offline_access is between the client and the issuer; it grants nothing here.
    private static string[]? ScopesSupported(AuthKitOptions authKit)
    {
        var scopes = authKit.All.SelectMany(issuer => issuer.RequiredScopes).Distinct(StringComparer.Ordinal).Where(scope => scope != "offline_access").ToArray();
        return scopes.Length > 0 ? scopes : null;
    }

    private static string? NullIfEmpty(string value) => value.Length > 0 ? value : null;
}
