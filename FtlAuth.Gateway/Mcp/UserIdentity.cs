using System.Text.Json;
using System.Text.Json.Serialization;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Who the user is, as the MCP server reads it in a body: the original's two members, and what else the token says.</summary>
internal sealed record UserIdentity
{
    [JsonPropertyName("authenticated_user")]
    public required string AuthenticatedUser { get; init; }

    // The original always had this member, null when the token has no email.
    [JsonPropertyName("email")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Email { get; init; }

    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("client_id")]
    public string? ClientId { get; init; }

    [JsonPropertyName("org_id")]
    public string? OrganizationId { get; init; }

    [JsonPropertyName("scopes")]
    public IReadOnlyList<string>? Scopes { get; init; }

    public static byte[] ToJson(VerifiedToken token) => JsonSerializer.SerializeToUtf8Bytes(
        new UserIdentity
        {
            AuthenticatedUser = token.Subject,
            Email = token.Email,
            Issuer = token.Issuer,
            ClientId = token.ClientId,
            OrganizationId = token.OrganizationId,
            Scopes = token.Scopes.Count > 0 ? token.Scopes : null,
        },
        McpJsonContext.Default.UserIdentity);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserIdentity))]
[JsonSerializable(typeof(string))]
internal sealed partial class McpJsonContext : JsonSerializerContext;
