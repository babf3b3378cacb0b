using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Discovery;

internal static class AuthorizationServerMetadataEndpoints
{
    public const string Path = "/.well-known/oauth-authorization-server";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the issuer's own metadata (RFC 8414) at this host, for clients older than RFC 9728. 503 when it cannot be had.</summary>
    public static IEndpointRouteBuilder MapAuthorizationServerMetadata(this IEndpointRouteBuilder endpoints)
    {
        var path = endpoints.ServiceProvider.GetRequiredService<GatewayOptions>().Path;
        endpoints.MapMethods(Path, Methods, WriteAsync);
        endpoints.MapMethods(Path + path, Methods, WriteAsync);
        return endpoints;
    }

    private static async Task WriteAsync(HttpContext context)
    {
        var metadata = context.RequestServices.GetRequiredService<AuthorizationServerMetadata>();
        if (await metadata.GetAsync(context.RequestAborted) is { } document)
        {
            context.Response.Headers.CacheControl = "public, max-age=300";
            await PublicDocument.WriteAsync(context, document);
            return;
        }

        await OAuthError.WriteUnavailableAsync(context, "The metadata of the issuer cannot be loaded, try again", AuthorizationServerMetadata.RetryAfter);
    }
}
