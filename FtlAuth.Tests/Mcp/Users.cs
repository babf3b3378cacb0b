using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Mcp;

/// <summary>Verified tokens of users, and the JSON that a server reads of them.</summary>
internal static class Users
{
    public const string MinimalJson = """{"authenticated_user":"user_1","email":null,"issuer":"https://issuer.test"}""";

    public const string FullJson =
        """{"authenticated_user":"user_2","email":"a@b.test","issuer":"https://issuer.test","client_id":"client_1","org_id":"org_1","scopes":["openid","email"]}""";

    public static VerifiedToken Minimal { get; } = Create("user_1");

    public static VerifiedToken Full { get; } = Create("user_2", "client_1", "org_1", "session_1", "a@b.test", "openid", "email");

    public static VerifiedToken Create(
        string subject,
        string? clientId = null,
        string? organizationId = null,
        string? sessionId = null,
        string? email = null,
        params string[] scopes) => new()
        {
            Subject = subject,
            Issuer = "https://issuer.test",
            Expires = DateTimeOffset.UnixEpoch,
            ClientId = clientId,
            OrganizationId = organizationId,
            SessionId = sessionId,
            Email = email,
            Scopes = scopes,
        };
}
