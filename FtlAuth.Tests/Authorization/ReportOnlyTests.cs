using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Authorization;

/// <summary><c>Authorization:ReportOnly</c>: what it lets in, and what never.</summary>
public sealed class ReportOnlyTests(ContractSystem shared) : AccessTest(shared)
{
    private const string Good = """{"scope":"mcp:use","client_id":"client_a"}""";
    private const string Echo = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"}}}""";

    /// <summary>What is wrong of the claims or in the body, the rule, how the log begins, and the status without ReportOnly.</summary>
    public static TheoryData<string, string, string, string, int> Reported { get; } = new()
    {
        { """{"aud":"https://other.example/mcp"}""", Echo, "Audience", "Would refuse the token of user_7, but Authorization:ReportOnly is true: InvalidAudience (WrongAudience). ", 401 },
        { """{"aud":["https://other.example/mcp"]}""", Echo, "Audience", "Would refuse the token of user_7, but Authorization:ReportOnly is true: InvalidAudience (WrongAudience). ", 401 },
        { """{"aud":null}""", Echo, "Audience", "Would refuse the token of user_7, but Authorization:ReportOnly is true: InvalidAudience (MissingAudience). ", 401 },
        { """{"aud":[]}""", Echo, "Audience", "Would refuse the token of user_7, but Authorization:ReportOnly is true: InvalidAudience (MissingAudience). ", 401 },
        { """{"aud":"client_01JAVTHK1TENV"}""", Echo, "Audience", "Would refuse the token of user_7, but Authorization:ReportOnly is true: InvalidAudience (ClientIdAudience). ", 401 },
        { """{"scope":"openid"}""", Echo, "Scope", "Would refuse user_7, but Authorization:ReportOnly is true: the token lacks the scope mcp:use of AuthKit:RequiredScopes.", 403 },
        { """{"scope":null}""", Echo, "Scope", "Would refuse user_7, but Authorization:ReportOnly is true: the token lacks the scope mcp:use of AuthKit:RequiredScopes.", 403 },
        { "{}", Call("remove"), "Tool", "Would refuse user_7, but Authorization:ReportOnly is true: Authorization:Tools:remove needs the scope write.", 403 },
        { "{}", Call("admin_x"), "Tool", "Would refuse user_7, but Authorization:ReportOnly is true: Authorization:Tools:admin_* needs another value of the claim role", 403 },
        { "{}", """{"jsonrpc":"2.0","id":7,"method":"resources/list"}""", "Method", "Would refuse user_7, but Authorization:ReportOnly is true: Authorization:Methods:resources/* needs", 403 },
        { "{}", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":["remove"]}}""", "Tool", "Would refuse user_7, but Authorization:ReportOnly is true: it is not clear which", 400 },
        { "{}", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","NAME":"remove"}}""", "Tool", "Would refuse user_7, but Authorization:ReportOnly is true: it is not clear which", 400 },
    };

    [Theory]
    [MemberData(nameof(Reported))]
    public async Task Rule_ThatOnlyReports_LetsInAndSaysSoEachTime(string claims, string body, string rule, string line, int status)
    {
        await using var gateway = await StartWithRulesAsync(true);
        using var metrics = new RecordedMetrics(gateway);
        var token = await MintWithAsync(claims);

        // The second time it comes from the tokens that were verified before.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, token, body));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, token, body));

        Assert.Equal(1, metrics.Count("ftlauth.token.validations cached"));
        Assert.Equal(2, metrics.Count($"ftlauth.request.decisions reported {rule}"));
        Assert.Equal(2, metrics.Total("ftlauth.request.decisions reported"));
        Assert.Equal(2, metrics.Count("ftlauth.request.decisions accepted None"));
        Assert.Equal(2, Lines.Count(logged => logged.StartsWith(line, StringComparison.Ordinal)));
        Assert.Equal(2, Lines.Count(logged => logged.StartsWith("Would refuse", StringComparison.Ordinal)));
        Assert.All(Lines, logged => Assert.DoesNotContain(token[..20], logged, StringComparison.Ordinal));
        Assert.True(status >= 400);
    }

    [Theory]
    [MemberData(nameof(Reported))]
    public async Task Rule_ThatIsEnforced_Refuses(string claims, string body, string rule, string line, int status)
    {
        await using var gateway = await StartWithRulesAsync(false);
        using var metrics = new RecordedMetrics(gateway);
        var token = await MintWithAsync(claims);

        Assert.Equal(status, (int)await StatusAsync(gateway, token, body));
        Assert.Equal(status, (int)await StatusAsync(gateway, token, body));

        Assert.Equal(status == 401 ? 0 : 2, metrics.Count($"ftlauth.request.decisions refused {rule}"));
        Assert.Equal(2, metrics.Total("ftlauth.request.decisions"));
        Assert.DoesNotContain(Lines, logged => logged.StartsWith("Would refuse", StringComparison.Ordinal) || logged.StartsWith(line, StringComparison.Ordinal));
        Assert.Equal(2, Lines.Count(logged => logged.StartsWith("Refused ", StringComparison.Ordinal)));
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GoodRequest_IsReportedNowhere(bool reportOnly)
    {
        await using var gateway = await StartWithRulesAsync(reportOnly);
        using var metrics = new RecordedMetrics(gateway);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintWithAsync("{}"), Echo));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintWithAsync("""{"aud":["https://x.test","https://gateway.example/mcp"],"role":"admin"}"""), Call("admin_x")));

        Assert.Equal(2, metrics.Total("ftlauth.request.decisions"));
        Assert.Equal(2, metrics.Total("ftlauth.request.decisions accepted"));
        Assert.DoesNotContain(Lines, line => line.StartsWith("Would refuse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveralRules_ThatOnlyReport_AreEachSaidOnce()
    {
        await using var gateway = await StartWithRulesAsync(true);
        using var metrics = new RecordedMetrics(gateway);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintWithAsync("""{"aud":"x","scope":"openid"}"""), Call("remove")));

        Assert.Equal(1, metrics.Count("ftlauth.request.decisions reported Audience"));
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions reported Scope"));
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions reported Tool"));
        Assert.Equal(3, metrics.Total("ftlauth.request.decisions reported"));
    }

    // With a wrong audience as well: the one that only reports must not hide the other.
    [Theory]
    [InlineData("""{"iss":"https://evil.example"}""", "{}", "current")]
    [InlineData("""{"exp":1000}""", "{}", "current")]
    [InlineData("""{"exp":null}""", "{}", "current")]
    [InlineData("""{"nbf":99999999999}""", "{}", "current")]
    [InlineData("""{"iat":99999999999}""", "{}", "current")]
    [InlineData("""{"sub":null}""", "{}", "current")]
    [InlineData("""{"cnf":{"jkt":"x"}}""", "{}", "current")]
    [InlineData("""{"nonce":"n"}""", "{}", "current")]
    [InlineData("""{"client_id":"client_b"}""", "{}", "current")]
    [InlineData("""{"client_id":null}""", "{}", "current")]
    [InlineData("{}", """{"alg":"none"}""", "current")]
    [InlineData("{}", """{"alg":"HS256"}""", "current")]
    [InlineData("{}", """{"typ":"dpop+jwt"}""", "current")]
    [InlineData("{}", "{}", "foreign")]
    public async Task Token_ThatIsNotGood_IsRefusedAllTheSame(string claims, string header, string key)
    {
        await using var gateway = await StartWithRulesAsync(true);
        foreach (var audience in new[] { Audience, "https://other.example/mcp" })
        {
            var all = Merge(Good, claims);
            all["aud"] = audience;
            var token = await Stack.MintAsync(all, JsonNode.Parse(header)!.AsObject(), key);

            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, token, Echo));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, token, Echo));
        }

        Assert.DoesNotContain(Lines, line => line.StartsWith("Would refuse", StringComparison.Ordinal));
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Signature_ChangedInOneCharacter_IsRefusedAllTheSame()
    {
        await using var gateway = await StartWithRulesAsync(true);
        var good = await MintWithAsync("""{"aud":"https://other.example/mcp"}""");
        var parts = good.Split('.');

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, good, Echo));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}", Echo));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"ping","method":"ping"}""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"initialize","params":null}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"Method":"ping"}""", HttpStatusCode.BadRequest)]
    public async Task Body_ThatIsNotOneMessage_IsRefusedAllTheSame(string body, HttpStatusCode expected)
    {
        await using var gateway = await StartWithRulesAsync(true);

        Assert.Equal(expected, await StatusAsync(gateway, await MintWithAsync("{}"), body));
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Session_OfAnotherUser_IsRefusedAllTheSame()
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Response.Headers["Mcp-Session-Id"] = "id";
            return Task.CompletedTask;
        });
        await using var gateway = await StartWithRulesAsync(true, ("McpGateway:Url", upstream.Origin));
        using var begun = await gateway.PostMcpAsync(await MintWithAsync("{}"), Echo);
        void Change(HttpRequestMessage request) => request.Headers.Add("Mcp-Session-Id", begun.Header("Mcp-Session-Id"));

        using var foreign = await gateway.PostMcpAsync(await MintWithAsync("""{"sub":"user_8"}"""), Echo, Change);
        using var own = await gateway.PostMcpAsync(await MintWithAsync("""{"aud":"https://other.example/mcp"}"""), Echo, Change);

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task Token_WithoutCredentials_IsChallengedAllTheSame()
    {
        await using var gateway = await StartWithRulesAsync(true);

        using var response = await gateway.PostMcpAsync(null, Echo);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private Task<AdditionalGateway> StartWithRulesAsync(bool reportOnly, params IEnumerable<(string Key, string? Value)> settings) => StartAsync(
    [
        ("Authorization:ReportOnly", reportOnly ? "true" : "false"),
        ("AuthKit:RequiredScopes", "mcp:use"),
        ("AuthKit:AllowedClientIds", "client_a"),
        ("Authorization:Tools:remove:Scopes", "write"),
        ("Authorization:Tools:admin_*:Claims:role", "admin"),
        ("Authorization:Methods:resources/*:Scopes", "resources"),
        .. settings,
    ]);

    private Task<string> MintWithAsync(string claims) => MintAsync(Merge(Good, claims).ToJsonString());

    private static JsonObject Merge(string claims, string changes)
    {
        var all = JsonNode.Parse(claims)!.AsObject();
        all["sub"] = "user_7";
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }
}
