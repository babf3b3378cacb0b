namespace FtlAuth.Tests.Configuration;

public sealed class WrongValueTests
{
    private const string Bytes31 = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==";

    /// <summary>A key, a wrong value, what its line says, and a value that differs little and is right.</summary>
    public static TheoryData<string, string, string, string> Values { get; } = new()
    {
        { "AuthKit:Issuer", "issuer.test", "must be an absolute URL", "https://issuer.test" },
        { "AuthKit:Issuer", "/issuer", "must be an absolute URL", "https://issuer.test/issuer" },
        { "AuthKit:Issuer", "ftp://issuer.test", "must be an absolute URL", "https://issuer.test:8443" },
        { "AuthKit:Issuer", "http://issuer.test", "must be https", "http://localhost:8080" },
        { "AuthKit:Issuer", "http://localhost.evil.com", "must be https", "http://LOCALHOST" },
        { "AuthKit:Issuer", "http://127.0.0.1.evil.com", "must be https", "http://127.0.0.1" },
        { "AuthKit:Issuer", "http://128.0.0.1:1", "must be https", "http://127.9.9.9:1" },
        { "AuthKit:Issuer", "http://[::2]:1", "must be https", "http://[::1]:1" },
        { "AuthKit:Issuer", "http://0.0.0.0:1", "must be https", "http://127.0.0.1:1" },
        { "AuthKit:Issuer", "https://issuer.test/", "remove the slash at the end", "https://issuer.test" },
        { "AuthKit:Issuer", "https://issuer.test/a/", "remove the slash at the end", "https://issuer.test/a" },
        { "AuthKit:Issuer", "https://user@issuer.test", "must have no user name", "https://user.issuer.test" },
        { "AuthKit:Issuer", "https://issuer.test?", "must have no user name, query or fragment", "https://issuer.test/q" },
        { "AuthKit:Issuer", "https://issuer.test?a=1", "must have no user name, query or fragment", "https://issuer.test/a=1" },
        { "AuthKit:Issuer", "https://issuer.test#a", "must have no user name, query or fragment", "https://issuer.test/a" },
        { "AuthKit:Issuer", "http://localhost#@issuer.test", "must have no user name, query or fragment", "http://localhost" },
        { "AuthKit:Issuer", "https://issuer.test/a\nb", "must have no spaces, line ends", "https://issuer.test/ab" },
        { "AuthKit:Issuer", "https://issu\u00e9r.test", "must have no spaces, line ends", "https://xn--issur-esa.test" },
        { "AuthKit:ValidateAudience", "no", "must be true or false", "false" },
        { "AuthKit:ValidateAudience", "0", "must be true or false", "FALSE" },
        { "AuthKit:JwksUri", "/oauth2/jwks", "must be an absolute URL", "https://keys.test/oauth2/jwks" },
        { "AuthKit:JwksUri", "http://keys.test/jwks", "must be https", "http://localhost:1/jwks" },
        { "AuthKit:JwksUri", "file:///etc/passwd", "must be an absolute URL", "https://keys.test/etc/passwd" },
        { "AuthKit:RequiredScopes", "openid email", "separate several by commas", "openid,email" },
        { "AuthKit:RequiredScopes", "\"openid\"", "separate several by commas", "openid" },
        { "AuthKit:RequiredScopes", "a\\b", "separate several by commas", "a/b:c" },
        { "AuthKit:RequiredScopes", "é", "separate several by commas", "e" },
        { "AuthKit:Algorithms", "HS256", "must be among RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384", "RS384" },
        { "AuthKit:Algorithms", "none", "must be among", "ES384" },
        { "AuthKit:Algorithms", "rs256", "must be among", "RS256" },
        { "AuthKit:Algorithms", "ES512", "must be among", "PS512" },
        { "AuthKit:ClockSkew", "-00:00:01", "must be between 00:00:00 and 00:05:00", "00:00:00" },
        { "AuthKit:ClockSkew", "00:05:01", "must be between 00:00:00 and 00:05:00", "00:05:00" },
        { "AuthKit:ClockSkew", "a minute", "must be a duration written as hh:mm:ss", "00:01:00" },
        { "AuthKit:ClockSkew", "00:60:00", "must be a duration written as hh:mm:ss", "0:0:59" },

        { "McpGateway:Url", "ftl-mcp-gateway", "must be an absolute http or https URL", "http://ftl-mcp-gateway" },
        { "McpGateway:Url", "ftp://mcp/", "must be an absolute http or https URL", "https://mcp/" },
        { "McpGateway:Url", "http://user:password@mcp/", "must be an absolute http or https URL", "http://password.mcp/" },
        { "McpGateway:Url", "http://mcp/?a=1", "must be an absolute http or https URL", "http://mcp/a" },
        { "McpGateway:Url", "http://mcp/#a", "must be an absolute http or https URL", "http://10.0.0.1/a" },

        { "Gateway:PublicUrl", "mcp.example.com", "must be an absolute URL", "https://mcp.example.com" },
        { "Gateway:PublicUrl", "http://mcp.example.com", "must be https", "http://localhost:3000" },
        { "Gateway:PublicUrl", "https://mcp.example.com/mcp", "must be an origin without a path, here 'https://mcp.example.com'", "https://mcp.example.com/" },
        { "Gateway:PublicUrl", "https://mcp.example.com?x", "must have no user name, query or fragment", "https://mcp.example.com:8443" },
        { "Gateway:Path", "mcp", "must begin with a slash", "/mcp" },
        { "Gateway:Path", "/", "must begin with a slash", "/m" },
        { "Gateway:Path", "/mcp/", "not end with one", "/mcp/x" },
        { "Gateway:Path", "//mcp", "must begin with a slash", "/m/cp" },
        { "Gateway:Path", "/a//b", "must begin with a slash", "/a/b" },
        { "Gateway:Path", "/../mcp", "must begin with a slash", "/..mcp" },
        { "Gateway:Path", "/a/./mcp", "must begin with a slash", "/a/.mcp" },
        { "Gateway:Path", "/m%63p", "consist of letters, digits", "/m63p" },
        { "Gateway:Path", "/mcp;x", "consist of letters, digits", "/mcp-x" },
        { "Gateway:Path", "/mcp?x", "consist of letters, digits", "/mcp.x" },
        { "Gateway:Path", "/{path}", "consist of letters, digits", "/~path" },
        { "Gateway:Path", "/m cp", "consist of letters, digits", "/m_cp" },
        { "Gateway:Path", "/é", "consist of letters, digits", "/e" },
        { "Gateway:Path", "/health", "is used by the gateway itself", "/healthy" },
        { "Gateway:Path", "/alive", "is used by the gateway itself", "/alive/mcp" },
        { "Gateway:Path", "/.well-known/mcp", "is used by the gateway itself", "/well-known/mcp" },
        { "Gateway:Path", "/started", "is used by the gateway itself", "/started/mcp" },
        { "Gateway:ManagementPort", "0", "must be a port between 1 and 65535", "1" },
        { "Gateway:ManagementPort", "65536", "must be a port between 1 and 65535", "65535" },
        { "Gateway:ManagementPort", "http", "must be a whole number", "9090" },
        { "Gateway:ManagementAddress", "localhost", "must be an IP address", "127.0.0.1" },
        { "Gateway:ManagementAddress", "*", "must be an IP address", "::" },
        { "RateLimits:RefusalsPerAddress", "-1", "must be between 0 (no limit) and 1000000", "0" },
        { "RateLimits:RefusalsPerAddress", "1000001", "must be between 0 (no limit) and 1000000", "1000000" },
        { "RateLimits:RequestsPerSubject", "-1", "must be between 0 (no limit) and 1000000", "1" },
        { "RateLimits:RequestsPerSubject", "10/s", "must be a whole number", "600" },
        { "RateLimits:RequestsPerOrganization", "-1", "must be between 0 (no limit) and 1000000", "1" },
        { "RateLimits:StreamsPerSubject", "-1", "must be between 0 (no limit) and 1000000", "1" },
        { "Audit:AcceptedPercent", "-1", "must be between 0 and 100", "0" },
        { "Audit:AcceptedPercent", "101", "must be between 0 and 100", "100" },
        { "Audit:AcceptedPercent", "1%", "must be a whole number", "1" },
        { "Audit:Interval", "00:00:00.9", "must be between 00:00:01 and 01:00:00", "00:00:01" },
        { "Audit:Interval", "10", "must be between 00:00:01 and 01:00:00", "01:00:00" },
        { "Patterns:Window", "00:00:09", "must be between 00:00:10 and 1.00:00:00", "00:00:10" },
        { "Patterns:BadSignaturesPerAddress", "-1", "must be between 0 (never) and 1000", "0" },
        { "Patterns:AddressesPerSubject", "1001", "must be between 0 (never) and 1000", "1000" },
        { "Patterns:UnknownKeys", "-1", "must be between 0 (never) and 1000", "1" },
        { "Patterns:ForeignSessionsPerSubject", "many", "must be a whole number", "2" },
        { "Gateway:ResourceDocumentation", "docs", "must be an absolute http or https URL", "https://docs.test" },
        { "Gateway:ResourceDocumentation", "javascript:alert(1)", "must be an absolute http or https URL", "http://docs.test" },
        { "Gateway:Path", "/Health", "is used by the gateway itself", "/Healthy" },
        { "ForwardedHeaders:KnownNetworks", "0.0.0.0/0", "not every address there is", "10.0.0.0/8" },
        { "Gateway:ResourceDocumentation", "https://docs.test/a b", "must be an absolute http or https URL", "https://docs.test/a%20b" },

        { "Authorization:ReportOnly", "yes", "must be true or false", "true" },
        { "Sessions:Bind", "off", "must be true or false", "false" },
        { "Limits:AllowBatch", "1", "must be true or false", "true" },

        { "Identity:Body", "yes", "must be one of None, Initialize, Meta, Both", "none" },
        { "Identity:Body", "3", "must be one of None, Initialize, Meta, Both", "BOTH" },
        { "Identity:Body", "Initialize, Meta", "must be one of None, Initialize, Meta, Both", "Meta" },
        { "Identity:MetaKey", "io.modelcontextprotocol/user", "must be a _meta key of your own", "io.modelcontextprotocol.example/user" },
        { "Identity:MetaKey", "IO.ModelContextProtocol/user", "must be a _meta key of your own", "com.example/user" },
        { "Identity:MetaKey", "progressToken", "must be a _meta key of your own", "progressTokens" },
        { "Identity:MetaKey", "a b", "must be a _meta key of your own", "a_b" },
        { "Identity:MetaKey", "a\"b", "must be a _meta key of your own", "a'b" },
        { "Identity:MetaKey", "a\\b", "must be a _meta key of your own", "a/b" },
        { "Identity:MetaKey", "é", "must be a _meta key of your own", "e" },

        { "Jwks:CacheDuration", "00:00:00.9", "must be between 00:00:01 and 1.00:00:00", "00:00:01" },
        { "Jwks:CacheDuration", "5m", "must be a duration written as hh:mm:ss", "00:05:00" },
        { "Jwks:RefreshCooldown", "0", "must be between 00:00:01 and 01:00:00", "00:00:01" },
        { "Jwks:RefreshCooldown", "01:00:01", "must be between 00:00:01 and 01:00:00", "01:00:00" },
        { "Jwks:RefreshCooldown", "soon", "must be a duration written as hh:mm:ss", "00:00:30" },
        { "Jwks:MaxStale", "00:04:59", "must be between 00:05:00 and 30.00:00:00", "00:05:00" },
        { "Jwks:MaxStale", "30.00:00:01", "must be between 00:05:00 and 30.00:00:00", "30.00:00:00" },
        { "Jwks:MaxStale", "99999999999", "must be a duration written as hh:mm:ss", "30" },

        { "Sessions:CloseStreamsAtExpiry", "never", "must be true or false", "false" },

        { "Cors:AllowedOrigins", "app.example.com", "must be an origin", "https://app.example.com" },
        { "Cors:AllowedOrigins", "https://app.example.com/", "must be an origin", "http://app.example.com" },
        { "Cors:AllowedOrigins", "https://app.example.com/x", "must be an origin", "https://x.app.example.com" },
        { "Cors:AllowedOrigins", "https://App.example.com", "must be an origin", "https://app.example.com:8443" },
        { "Cors:AllowedOrigins", "https://app.example.com:443", "must be an origin", "null" },
        { "Cors:AllowedOrigins", "Null", "must be an origin", "null" },
        { "Cors:AllowedOrigins", "**", "must be an origin", "*" },

        { "Limits:MaxBodySize", "1023", "must be between 1024 and 104857600", "1024" },
        { "Limits:MaxBodySize", "104857601", "must be between 1024 and 104857600", "104857600" },
        { "Limits:MaxBodySize", "-1", "must be between 1024 and 104857600", "4096" },
        { "Limits:MaxBodySize", "99999999999", "must be a whole number", "9999999" },
        { "Limits:MaxBodySize", "4 MiB", "must be a whole number", "4194304" },
        { "Limits:MaxBodySize", "0x400000", "must be a whole number", "+4194304" },
        { "Limits:VerifiedTokens", "-1", "must be between 0 and 1000000", "0" },
        { "Limits:VerifiedTokens", "1000001", "must be between 0 and 1000000", "1000000" },
        { "Limits:VerifiedTokens", "many", "must be a whole number", "1" },
        { "Limits:BodyTimeout", "00:00:00.9", "must be between 00:00:01 and 01:00:00", "00:00:01" },
        { "Limits:BodyTimeout", "01:00:01", "must be between 00:00:01 and 01:00:00", "01:00:00" },
        { "Limits:UpstreamTimeout", "00:00:00.05", "must be between 00:00:00.1000000 and 01:00:00", "00:00:00.1" },
        { "Limits:UpstreamTimeout", "60", "must be between 00:00:00.1000000 and 01:00:00", "00:00:59" },
        { "Limits:UpstreamTimeout", "60s", "must be a duration written as hh:mm:ss", "01:00:00" },
        { "Limits:SseKeepAlive", "00:00:00.9", "must be 0, or between 00:00:01 and 01:00:00", "00:00:01" },
        { "Limits:SseKeepAlive", "-1", "must be 0, or between 00:00:01 and 01:00:00", "0" },
        { "Limits:SseKeepAlive", "01:00:01", "must be 0, or between 00:00:01 and 01:00:00", "01:00:00" },
        { "Limits:SseKeepAlive", "off", "must be a duration written as hh:mm:ss", "00:00:00" },
        { "Limits:DrainDelay", "-00:00:01", "must be between 00:00:00 and 00:10:00", "00:00:00" },
        { "Limits:DrainDelay", "5", "must be between 00:00:00 and 00:10:00", "00:00:05" },
        { "Limits:DrainDelay", "5s", "must be a duration written as hh:mm:ss", "00:10:00" },
        { "Limits:DrainTimeout", "-00:00:01", "must be between 00:00:00 and 00:10:00", "00:00:00" },
        { "Limits:DrainTimeout", "00:10:01", "must be between 00:00:00 and 00:10:00", "00:10:00" },
        { "Limits:DrainTimeout", "30s", "must be a duration written as hh:mm:ss", "00:00:30" },

        { "ForwardedHeaders:KnownProxies", "proxy.internal", "must be an IP address", "10.0.0.4" },
        { "ForwardedHeaders:KnownProxies", "10.0.0.0/8", "must be an IP address", "fd00::1" },
        { "ForwardedHeaders:KnownNetworks", "proxies.internal/8", "must be a network in CIDR notation", "10.0.0.0/8" },
        { "ForwardedHeaders:KnownNetworks", "10.0.0.0", "must be a network in CIDR notation", "10.0.0.0/32" },
        { "ForwardedHeaders:KnownNetworks", "10.0.0.0/33", "must be a network in CIDR notation", "fd00::/8" },
    };

    // Any text is right for these.
    private static readonly string[] Unjudged = ["AuthKit:Audience", "AuthKit:AllowedClientIds", "Gateway:ResourceName"];

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_Wrong_IsALineThatNamesKeyValueAndRemedy(string key, string wrong, string remedy, string right)
    {
        var line = Assert.Single(Settings.Mistakes((key, wrong)));

        Assert.StartsWith($"{key} is '", line, StringComparison.Ordinal);
        Assert.Contains(remedy, line, StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes((key, right)));
    }

    [Theory]
    [InlineData("1.00:00:01", false)]
    [InlineData("1", true)]
    public void CacheDuration_OfMoreThanADay_IsAMistake(string value, bool right)
    {
        var lines = Settings.Mistakes(("Jwks:CacheDuration", value), ("Jwks:MaxStale", "2"));

        Assert.Equal(
            right ? [] : ["Jwks:CacheDuration is '1.00:00:01': must be between 00:00:01 and 1.00:00:00, written as hh:mm:ss (a plain number means days)."],
            lines);
    }

    [Theory]
    [InlineData("Gateway:Secret", "short")]
    [InlineData("Gateway:Secret", Bytes31)]
    [InlineData("Gateway:Secret", "not-base64-but-long-enough-to-be-a-secret-of-many-bytes")]
    [InlineData("Gateway:PreviousSecret", "short")]
    [InlineData("Gateway:PreviousSecret", Bytes31)]
    public void Secret_TooWeak_IsALineThatDoesNotRepeatIt(string key, string secret)
    {
        var line = Assert.Single(Settings.Mistakes((key, secret)));

        Assert.StartsWith($"{key}: its value is not base64 of 32 bytes or more", line, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes((key, Settings.Secret)));
    }

    [Theory]
    [InlineData("X-Auth-User-Id", "a", "cannot be set")]
    [InlineData("x_auth_user_id", "a", "cannot be set")]
    [InlineData("X-Forwarded-For", "a", "cannot be set")]
    [InlineData("Mcp-Session-Id", "a", "cannot be set")]
    [InlineData("Host", "a", "cannot be set")]
    [InlineData("Content-Length", "1", "cannot be set")]
    [InlineData("Transfer-Encoding", "chunked", "cannot be set")]
    [InlineData("Connection", "close", "cannot be set")]
    [InlineData("X Y", "a", "cannot be set")]
    [InlineData("X-Y", "s3cret\r\nX-Auth-User-Id: admin", "must be printable ASCII")]
    [InlineData("X-Y", "s3crét", "must be printable ASCII")]
    public void Header_Wrong_IsALineThatDoesNotRepeatItsValue(string name, string value, string remedy)
    {
        var line = Assert.Single(Settings.Mistakes(($"McpGateway:Headers:{name}", value)));

        Assert.StartsWith($"McpGateway:Headers:{name}: ", line, StringComparison.Ordinal);
        Assert.Contains(remedy, line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr", line, StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(("McpGateway:Headers:X-Y", "s3cret ~!")));
    }

    [Fact]
    public void Headers_AsOneValue_IsAMistakeThatDoesNotSilentlyDropThem() =>
        Assert.Contains(
            "takes named values, such as McpGateway:Headers:Name=value",
            Assert.Single(Settings.Mistakes(("McpGateway:Headers", "X: y"))),
            StringComparison.Ordinal);

    [Fact]
    public void Table_OfWrongValues_HasEveryKeyThatIsJudged() =>
        Assert.Equal(
            Settings.Keys().Order(StringComparer.Ordinal),
            Values.Select(row => row.Data.Item1).Concat(["Gateway:Secret", "Gateway:PreviousSecret", "McpGateway:Headers", "Authorization:Tools", "Authorization:Methods", "Identity:Headers"]).Concat(Unjudged)
                .Distinct().Order(StringComparer.Ordinal));
}
