namespace FtlAuth.AppHost;

/// <summary>What can be given from outside: <c>Parameters:NAME</c> while developing, inputs of a deployment.</summary>
internal static class ParameterNames
{
    public const string AuthKitIssuer = "authkit-issuer";
    public const string McpGatewayUrl = "mcp-gateway-url";
    public const string PublicUrl = "public-url";
    public const string GatewaySecret = "gateway-secret";
}
