namespace FtlAuth.MockAuthKit.Clients;

internal static class TokenEndpointAuthMethods
{
    public const string None = "none";
    public const string ClientSecretPost = "client_secret_post";
    public const string ClientSecretBasic = "client_secret_basic";

    /// <summary><c>none</c> is first: clients with a metadata document take the first method, and have no secret.</summary>
    public static IReadOnlyList<string> All { get; } = [None, ClientSecretPost, ClientSecretBasic];
}
