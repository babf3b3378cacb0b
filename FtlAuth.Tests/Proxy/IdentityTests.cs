using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Proxy;

/// <summary>What the MCP server is told about the user, on the wire.</summary>
public sealed class IdentityTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Forged = "forged-user";
    private const string Subject = "user_01J0ADA0ADA0ADA0ADA0ADA001";

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Headers_OnEveryMethod_AreTheTokensClaims(string method)
    {
        var token = await Stack.MintAsync(new JsonObject
        {
            ["sub"] = "user_é 1%",
            ["client_id"] = "client_1",
            ["org_id"] = "org_1",
            ["sid"] = "session_1",
            ["email"] = "ada@example.com",
            ["scope"] = "openid mcp:use",
        });
        using var request = Stack.McpRequest(new HttpMethod(method), token);
        request.Content = method == "POST" ? TestSystem.JsonContent(TestSystem.ToolsList) : null;
        using var response = await Stack.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var received = await AssertForwardedOnceAsync();
        Assert.Equal(
            [
                ("X-Auth-Client-Id", "client_1"), ("X-Auth-Email", "ada@example.com"), ("X-Auth-Issuer", Issuer), ("X-Auth-Org-Id", "org_1"),
                ("X-Auth-Scopes", "openid mcp:use"), ("X-Auth-Session-Id", "session_1"), ("X-Auth-User-Id", "user_%C3%A9%201%25"),
            ],
            received.HeaderPairs().Where(pair => pair.Name.StartsWith("X-Auth-", StringComparison.OrdinalIgnoreCase)).OrderBy(pair => pair.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Headers_OfTokenWithoutOptionalClaims_OnlyUserAndIssuer()
    {
        var token = await Stack.MintAsync(new JsonObject { ["client_id"] = null, ["org_id"] = 7, ["sid"] = null, ["scope"] = null });

        using var response = await Stack.PostMcpAsync(token);

        var received = await AssertForwardedOnceAsync();
        Assert.Equal(
            ["X-Auth-Issuer", "X-Auth-User-Id"],
            received.HeaderPairs().Select(pair => pair.Name).Where(name => name.StartsWith("X-Auth-", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Initialize_OfTestUser_HasAuthContextAndElseItsBytes()
    {
        const string Before = """{ "id" : 12345678901234567890,"jsonrpc":"2.0", "method":"initialize","params":{"protocolVersion":"2025-06-18" , "capabilities":{},"clientInfo":{"name":"t","version":"1.0"}""";
        const string After = "} }";

        using var response = await Stack.PostMcpAsync(Token, Before + After);

        var body = (await AssertForwardedOnceAsync()).BodyText;
        Assert.StartsWith(Before + ",\"_authContext\":", body, StringComparison.Ordinal);
        Assert.EndsWith(After, body, StringComparison.Ordinal);
        AssertJson.Equal(
            $$"""
            {"authenticated_user":"{{Subject}}","email":null,"issuer":"{{Issuer}}","client_id":"client_01JAVTHK1TTESTC11ENT000001",
             "org_id":"org_01J0ANA1YT1CA1ENG1NE00001","scopes":["openid","profile","email"]}
            """,
            AuthContextOf(body)!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\u0069nitialize","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"_authContext":{"authenticated_user":"forged-user"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"_AUTHcontext":"forged-user","a":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"a":1,"_auth\u0043ontext":"forged-user"}}""")]
    [InlineData("""{"params":{"\u005fauthContext":"forged-user"},"method":"initialize","id":1,"jsonrpc":"2.0"}""")]
    public async Task Initialize_HoweverWritten_HasTheRealUserOnly(string body)
    {
        using var response = await Stack.PostMcpAsync(Token, body);

        var received = (await AssertForwardedOnceAsync()).BodyText;
        Assert.DoesNotContain(Forged, received, StringComparison.Ordinal);
        Assert.Equal(Subject, AuthContextOf(received)!["authenticated_user"]!.GetValue<string>());
        Assert.Single(JsonNode.Parse(received)!["params"]!.AsObject(), member => member.Key.Equals("_authContext", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"},"_authContext":{"authenticated_user":"forged-user"}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_AuthContext":"forged-user","name":"echo"}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","\u005F\u0061uthContext":"forged-user"}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"dev.ftl/user":"forged-user","progressToken":1}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"progressToken":1}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"a":1,"DEV.ftl\/User":"forged-user"}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"a":1}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"_authContext":"forged-user","requestId":1}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized","params":{"_authContext":"forged-user"}}""",
        """{"jsonrpc":"2.0","method":"notifications/initialized","params":{}}""")]
    public async Task ForgedIdentity_InAnyMessage_IsCutOut(string body, string expected)
    {
        using var response = await Stack.PostMcpAsync(Token, body);

        Assert.Equal(expected, (await AssertForwardedOnceAsync()).BodyText);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"tools/list","id":1}""")]
    [InlineData(""" { "id" : 1.0 , "method":"tools\/list", "jsonrpc":"2.0","params" : { "b":1e5, "a":"\u00e9é" } } """)]
    [InlineData("""{"jsonrpc":"2.0","id":12345678901234567890,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x","text":"y","_authContext":"inner"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"_authContext":"a result is the client's own"}}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\r\n\t\"method\":\"ping\",\r\n\t\"id\":null}\r\n")]
    public async Task OtherBody_WithNothingForged_ByteForByte(string body)
    {
        using var response = await Stack.PostMcpAsync(Token, body);

        Assert.Equal(body, (await AssertForwardedOnceAsync()).BodyText);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task BodyOfOtherMethod_Always_IsDropped(string method)
    {
        foreach (var framing in new[] { "Content-Length: 7\r\n\r\n{\"a\":1}", "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n" })
        {
            await Stack.ForgetReceivedAsync();
            await RawHttp.SendAsync(
                Origin,
                $"{method} /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Token}\r\nContent-Type: application/json\r\n{framing}");

            var received = await AssertForwardedOnceAsync();
            Assert.Equal("", received.BodyText);
            Assert.Empty(received.HeaderValues("Transfer-Encoding"));
        }
    }

    [Theory]
    [InlineData("None", false, false)]
    [InlineData("Meta", false, true)]
    [InlineData("Both", true, true)]
    public async Task Body_InOtherModes_IdentityWhereConfigured(string mode, bool inParams, bool inMeta)
    {
        await using var gateway = await Stack.StartGatewayAsync(("Identity:Body", mode));
        var token = await Stack.MintForAsync(gateway.Resource);

        using var initialize = await gateway.PostMcpAsync(token, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"_authContext":1,"_meta":{"dev.ftl/user":1}}}""");
        using var call = await gateway.PostMcpAsync(token, """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"whoami"}}""");
        using var notification = await gateway.PostMcpAsync(token, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        var received = await Stack.ReceivedAsync();
        Assert.Equal(inParams, AuthContextOf(received[0].BodyText)?["authenticated_user"]?.GetValue<string>() == Subject);
        Assert.Equal(inMeta, UserInMeta(received[0].BodyText)?["authenticated_user"]?.GetValue<string>() == Subject);
        Assert.Equal(inMeta, UserInMeta(received[1].BodyText)?["authenticated_user"]?.GetValue<string>() == Subject);
        Assert.Null(AuthContextOf(received[1].BodyText));
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", received[2].BodyText);
    }

    private static JsonNode? AuthContextOf(string body) => JsonNode.Parse(body)!["params"]!["_authContext"];

    private static JsonNode? UserInMeta(string body) => JsonNode.Parse(body)!["params"]!["_meta"]?["dev.ftl/user"];
}
