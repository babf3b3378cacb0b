using System.Text.Json;

namespace FtlAuth.MockAuthKit.Clients;

/// <summary>What a client id metadata document and its URL must be like (draft-ietf-oauth-client-id-metadata-document, sections 3 and 4).</summary>
internal static class ClientIdMetadataDocument
{
    public static bool IsClientId(string clientId, bool allowLoopback) =>
        Uri.TryCreate(clientId, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (allowLoopback && Loopback.IsHttp(uri)))
        && uri.AbsolutePath.Length > 1
        && uri.UserInfo.Length == 0
        && !clientId.Contains('#')
        && !clientId.Split('/', '?').Any(segment => segment is "." or "..");

    public static OAuthResult<Client> Read(string clientId, JsonElement document)
    {
        if (!ClientRegistrationRequest.Read(document).Succeeded(out var metadata, out var error))
        {
            return OAuthError.InvalidClient($"The client id metadata document is not valid: {error.ErrorDescription}");
        }

        if (!document.TryGetProperty("client_id", out var id) || !id.ValueEquals(clientId))
        {
            return OAuthError.InvalidClient("The client_id in the client id metadata document is not its URL.");
        }

        if (metadata.TokenEndpointAuthMethod is not (null or TokenEndpointAuthMethods.None)
            || document.TryGetProperty("client_secret", out _))
        {
            return OAuthError.InvalidClient(
                "A client with a metadata document has no secret: its token_endpoint_auth_method must be none.");
        }

        return new Client
        {
            ClientId = clientId,
            ClientName = metadata.ClientName,
            RedirectUris = metadata.RedirectUris,
            GrantTypes = metadata.GrantTypes,
        };
    }
}
