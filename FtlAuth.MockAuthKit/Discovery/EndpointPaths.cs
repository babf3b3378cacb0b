namespace FtlAuth.MockAuthKit.Discovery;

/// <summary>Where AuthKit serves what.</summary>
internal static class EndpointPaths
{
    public const string AuthorizationServerMetadata = "/.well-known/oauth-authorization-server";
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";
    public const string Authorize = "/oauth2/authorize";
    public const string Token = "/oauth2/token";
    public const string Register = "/oauth2/register";
    public const string Introspect = "/oauth2/introspection";
    public const string Revoke = "/oauth2/revoke";
    public const string UserInfo = "/oauth2/userinfo";
    public const string Jwks = "/oauth2/jwks";
}
