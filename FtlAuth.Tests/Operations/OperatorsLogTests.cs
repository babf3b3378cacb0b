using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Operations;

/// <summary>What the gateway tells the person who runs it, at start and when a token is refused.</summary>
public sealed class OperatorsLogTests(ContractSystem shared) : ContractTest(shared)
{
    private readonly CapturedLog _log = new();

    [Fact]
    public async Task Start_SaysOfEachIssuerWhatIsAcceptedAndWhatToRegister()
    {
        await using var gateway = await StartAsync(
            ("Gateway:PublicUrl", "https://mcp.test"),
            ("AuthKit:Audience", "https://mcp.test/mcp,client_1"),
            ("AuthKit:Issuers:0:Issuer", "https://second.test"),
            ("AuthKit:Issuers:0:Algorithms", "ES256"),
            ("AuthKit:Issuers:0:Audience", "b"));

        Assert.Equal(
            [
                $"Accepts tokens of issuer {Issuer} (keys: {Issuer}/oauth2/jwks; audiences: https://mcp.test/mcp, client_1; algorithms: RS256). "
                    + "Register exactly this as a resource indicator in the WorkOS dashboard: https://mcp.test/mcp",
                "Accepts tokens of issuer https://second.test (keys: https://second.test/oauth2/jwks; audiences: b; algorithms: ES256). "
                    + "Clients ask for tokens for https://mcp.test/mcp, which is none of these audiences: only tokens that name one of them are accepted.",
            ],
            _log.Lines.Where(line => line.StartsWith("Accepts tokens", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_WithoutAudienceCheckForOneIssuer_WarnsOfThatOne()
    {
        await using var gateway = await StartAsync(("AuthKit:Issuers:0:Issuer", "https://second.test"), ("AuthKit:Issuers:0:ValidateAudience", "false"));

        Assert.Single(_log.Lines, line => line.StartsWith("AuthKit:Issuers:0:ValidateAudience is false", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("AuthKit:ValidateAudience", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_ForTheClientIdOfTheEnvironment_NamesTheMissingSettingOfTheDashboard()
    {
        await using var gateway = await StartAsync(("Gateway:PublicUrl", "https://mcp.test"));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync("client_01JAVTHK1TENV1R0NMENT00001"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("error_description=\"The audience is not this resource\"", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
        var line = Assert.Single(_log.Lines, line => line.Contains("InvalidAudience", StringComparison.Ordinal));
        Assert.Contains("In the WorkOS dashboard, under Connect, Configuration, MCP resource indicators, add exactly https://mcp.test/mcp", line, StringComparison.Ordinal);
        Assert.DoesNotContain("client_01", line, StringComparison.Ordinal);
    }

    // Where URLs follow the request, the request must not tell the operator what to register.
    [Fact]
    public async Task Token_ForAnotherAudience_DoesNotNameTheHostThatTheClientSays()
    {
        await using var gateway = await StartAsync(("AuthKit:Audience", "https://mcp.test/mcp"));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync("client_1"), change: request => request.Headers.Host = "evil.example");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain("evil", Assert.Single(_log.Lines, line => line.Contains("InvalidAudience", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreign", "Failed to get decoding key (UnknownKey)")]
    [InlineData("current", "InvalidAudience (WrongAudience)")]
    public async Task Token_Refused_IsNamedInTheOriginalsTerms(string key, string expected)
    {
        await using var gateway = await StartAsync();
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = "https://other.test/mcp" }, key: key);

        using var response = await gateway.PostMcpAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(_log.Lines, line => line.StartsWith($"Refused a token: {expected}. ", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains(token[..20], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:Captured:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:Captured:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    public async Task Token_InTheQuery_IsInNoLogHoweverMuchTheServerLogs(string key)
    {
        await using var gateway = await Stack.StartGatewayAsync(
            services => services.AddSingleton<ILoggerProvider>(_log), [("Logging:Captured:LogLevel:Default", "Trace"), (key, "Trace")]);
        var token = await Stack.MintForAsync(gateway.Resource);

        using var response = await gateway.PostMcpAsync(null, change: request => request.RequestUri = new Uri($"/mcp?access_token={token}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(token, StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.StartsWith("1 candidate(s) found", StringComparison.Ordinal));
    }

    /// <summary>Settings that call for a warning at start, how it begins, and settings that do not.</summary>
    public static TheoryData<string, string, string> Warned { get; } = new()
    {
        { "ForwardedHeaders:KnownProxies=127.0.0.1", "A proxy is configured (ForwardedHeaders), but the gateway listens on loopback only", "Gateway:PublicUrl=https://mcp.example.com;ForwardedHeaders:KnownProxies=127.0.0.1" },
        { "Cors:AllowedOrigins=*", "Cors:AllowedOrigins has '*'", "Cors:AllowedOrigins=https://a.example" },
        { "Authorization:ReportOnly=true", "Authorization:ReportOnly is true", "Authorization:ReportOnly=false" },
        { "AuthKit:ValidateAudience=false", "AuthKit:ValidateAudience is false", "AuthKit:ValidateAudience=true" },
        { "Authorization:Methods:tool/call:Scopes=a", "Authorization:Methods:tool/call is no method of MCP", "Authorization:Methods:tools/call:Scopes=a" },
    };

    [Theory]
    [MemberData(nameof(Warned))]
    public async Task Start_WithASettingThatAnOperatorShouldKnowOf_WarnsOfIt(string settings, string warning, string twin)
    {
        await using (var gateway = await StartAsync(Parse(settings)))
        {
            Assert.Single(_log.Troubles, line => line.StartsWith(warning, StringComparison.Ordinal));
        }

        _log.Clear();
        await using var without = await StartAsync(Parse(twin));
        Assert.DoesNotContain(_log.Troubles, line => line.StartsWith(warning, StringComparison.Ordinal));

        static (string, string?)[] Parse(string text) => [.. text.Split(';').Select(setting => (setting[..setting.IndexOf('=')], (string?)setting[(setting.IndexOf('=') + 1)..]))];
    }

    private Task<AdditionalGateway> StartAsync(params (string Key, string? Value)[] settings) => Stack.StartGatewayAsync(
        services => services.AddSingleton<ILoggerProvider>(_log),
        [.. CapturedLog.Settings, .. settings]);
}
