namespace FtlAuth.Tests.Configuration;

/// <summary>Every key with its default and another value. Who adds a key to the gateway adds its row here, and to <see cref="WrongValueTests"/>.</summary>
internal static class SettingRows
{
    public static IReadOnlyList<SettingRow> All { get; } =
    [
        new("AuthKit:Issuer", null, "https://other.test", "https://other.test"),
        new("AuthKit:Audience", "", " client_1 , https://a.test/mcp", "client_1|https://a.test/mcp"),
        new("AuthKit:ValidateAudience", "true", "False", "false"),
        new("AuthKit:JwksUri", "https://issuer.test/oauth2/jwks", "https://keys.test/jwks", "https://keys.test/jwks"),
        new("AuthKit:RequiredScopes", "", "openid,email", "openid|email"),
        new("AuthKit:Algorithms", "RS256", "ES256,PS256", "ES256|PS256"),
        new("AuthKit:ClockSkew", "00:01:00", "00:00:05", "00:00:05"),
        new("AuthKit:AllowedClientIds", "", "client_1,client_2", "client_1|client_2"),

        new("McpGateway:Url", "http://ftl-mcp-gateway/mcp-internal", "http://127.0.0.1:3002/mcp", "http://127.0.0.1:3002/mcp"),
        new("McpGateway:Headers", "", "k", "X-Api-Key=k", Below: "X-Api-Key"),

        new("Gateway:PublicUrl", "", "HTTPS://Mcp.Example.com:443/", "https://mcp.example.com"),
        new("Gateway:Path", "/mcp", "/tools/mcp", "/tools/mcp"),
        new("Gateway:Secret", null, Settings.Secret, Settings.Secret),
        new("Gateway:PreviousSecret", "", Settings.Secret, Settings.Secret),
        new("Gateway:ManagementPort", "", "9090", "9090"),
        new("Gateway:ManagementAddress", "", "127.0.0.1", "127.0.0.1"),
        new("Gateway:ResourceName", "", "Our tools", "Our tools"),
        new("Gateway:ResourceDocumentation", "", "https://docs.test/mcp", "https://docs.test/mcp"),

        new("Identity:Body", "Initialize", "both", "Both"),
        new("Authorization:Tools", "", "admin", "[delete_user, scope admin]", Below: "delete_user:Scopes"),
        new("Authorization:Methods", "", "a,b", "[resources/*, role a or b]", Below: "resources/*:Claims:role"),
        new("Authorization:ReportOnly", "false", "true", "true"),

        new("Identity:Headers", "", "X-Auth-Role", "role=X-Auth-Role", Below: "role"),
        new("Identity:MetaKey", "dev.ftl/user", "com.example/user", "com.example/user"),

        new("Sessions:Bind", "true", "false", "false"),

        new("Jwks:CacheDuration", "00:05:00", "00:10:00", "00:10:00"),
        new("Jwks:RefreshCooldown", "00:00:30", "00:01:00", "00:01:00"),
        new("Jwks:MaxStale", "1.00:00:00", "2", "2.00:00:00"),

        new("Sessions:CloseStreamsAtExpiry", "true", "False", "false"),

        new("Cors:AllowedOrigins", "", "https://a.test,null", "https://a.test|null"),

        new("Limits:MaxBodySize", "4194304", "1024", "1024"),
        new("Limits:BodyTimeout", "00:01:00", "00:00:20", "00:00:20"),
        new("Limits:AllowBatch", "false", "true", "true"),
        new("Limits:VerifiedTokens", "10000", "0", "0"),
        new("Limits:UpstreamTimeout", "00:01:00", "00:00:10", "00:00:10"),
        new("Limits:SseKeepAlive", "00:00:15", "0", "00:00:00"),
        new("Limits:DrainDelay", "", "00:00:20", "00:00:20"),
        new("Limits:DrainTimeout", "00:00:30", "00:10:00", "00:10:00"),

        new("RateLimits:RefusalsPerAddress", "0", "300", "300"),
        new("RateLimits:RequestsPerSubject", "0", "600", "600"),
        new("RateLimits:RequestsPerOrganization", "0", "6000", "6000"),
        new("RateLimits:StreamsPerSubject", "0", "20", "20"),

        new("Audit:AcceptedPercent", "1", "100", "100"),
        new("Audit:Interval", "00:00:10", "00:01:00", "00:01:00"),

        new("Patterns:Window", "00:05:00", "00:10:00", "00:10:00"),
        new("Patterns:BadSignaturesPerAddress", "50", "0", "0"),
        new("Patterns:AddressesPerSubject", "20", "5", "5"),
        new("Patterns:UnknownKeys", "100", "10", "10"),
        new("Patterns:ForeignSessionsPerSubject", "10", "3", "3"),

        new("ForwardedHeaders:KnownProxies", "", "10.0.0.4, ::1", "10.0.0.4|::1"),
        new("ForwardedHeaders:KnownNetworks", "", "10.0.0.0/8,fd00::/8", "10.0.0.0/8|fd00::/8"),
    ];

    public static SettingRow Of(string key) => All.Single(row => row.Key == key);
}
