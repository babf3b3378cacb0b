using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Authorization;

/// <summary>Tools and methods that not everybody may call, through sockets.</summary>
public sealed class ToolAccessTests(ContractSystem shared) : AccessTest(shared)
{
    private const string NoClaim =
        """{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"The user may not do this: the access token lacks a claim that is needed"}}""";

    private AdditionalGateway _gateway = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _gateway = await StartAsync(
            ("AuthKit:RequiredScopes", "mcp:use"),
            ("Authorization:Tools:remove:Scopes", "write,remove"),
            ("Authorization:Tools:remove_*:Claims:permissions", "remove,all"),
            ("Authorization:Tools:pay:Scopes", "pay"),
            ("Authorization:Tools:pay:Claims:role", "cashier"),
            ("Authorization:Tools:level:Claims:level", "3"),
            ("Authorization:Tools:beta:Claims:beta", "true"),
            ("Authorization:Tools:acme:Claims:https://acme.test/role", "admin"),
            ("Authorization:Tools:github:create_issue:Scopes", "issues"),
            ("Authorization:Methods:resources/*:Scopes", "resources"),
            ("Authorization:Methods:prompts/get:Claims:role", "writer"));
    }

    public override async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("echo", "mcp:use", null)]
    [InlineData("remove", "mcp:use", "mcp:use write remove")]
    [InlineData("remove", "write mcp:use", "mcp:use write remove")]
    [InlineData("remove", "mcp:use email resources issues", "mcp:use write remove resources issues")]
    [InlineData("remove", "mcp:use write remove", null)]
    [InlineData("REMOVE", "mcp:use", "mcp:use write remove")]
    [InlineData("remove\\ufeff ", "mcp:use", "mcp:use write remove")]
    [InlineData("github:create_issue", "mcp:use", "mcp:use issues")]
    [InlineData("github:create_issue", "mcp:use issues", null)]
    [InlineData("remove", "write remove", "mcp:use")]
    public async Task Tool_ByScopes_IsServedOrNamesAllThatAreNeeded(string tool, string scopes, string? named)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync($$"""{"scope":"{{scopes}}"}"""), Call(tool));

        if (named is null)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(Call(tool), (await AssertForwardedOnceAsync()).BodyText);
        }
        else
        {
            await AssertScopesAsync(_gateway, response, named);
        }
    }

    [Theory]
    [InlineData("remove_x", "permissions", "\"remove\"")]
    [InlineData("remove_x", "permissions", "[\"remove\"]")]
    [InlineData("remove_x", "permissions", "[\"read\",\"all\"]")]
    [InlineData("remove_x", "permissions", "[7,true,\"all\"]")]
    [InlineData("remove_x", "permissions", "\"re\\u006dove\"")]
    [InlineData("level", "level", "3")]
    [InlineData("level", "level", "\"3\"")]
    [InlineData("level", "level", "[1,2,3]")]
    [InlineData("beta", "beta", "true")]
    [InlineData("beta", "beta", "\"true\"")]
    [InlineData("acme", "https://acme.test/role", "\"admin\"")]
    public async Task Tool_WithTheClaim_IsServed(string tool, string claim, string value)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync($$"""{"scope":"mcp:use","{{claim}}":{{value}}}"""), Call(tool));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await AssertForwardedOnceAsync();
    }

    [Theory]
    [InlineData("remove_x", "permission", "\"remove\"")]
    [InlineData("remove_x", "Permissions", "\"remove\"")]
    [InlineData("remove_x", "permissions", "\"Remove\"")]
    [InlineData("remove_x", "permissions", "\" remove\"")]
    [InlineData("remove_x", "permissions", "\"remove all\"")]
    [InlineData("remove_x", "permissions", "\"remove,all\"")]
    [InlineData("remove_x", "permissions", "\"\"")]
    [InlineData("remove_x", "permissions", "null")]
    [InlineData("remove_x", "permissions", "[]")]
    [InlineData("remove_x", "permissions", "{}")]
    [InlineData("remove_x", "permissions", "{\"remove\":true}")]
    [InlineData("remove_x", "permissions", "true")]
    [InlineData("remove_x", "permissions", "[\"remove\",{}]")]
    [InlineData("remove_x", "permissions", "[\"remove\",null]")]
    [InlineData("remove_x", "permissions", "[\"remove\",\"\"]")]
    [InlineData("remove_x", "permissions", "[\"remove\",[\"all\"]]")]
    [InlineData("remove_x", "permissions", "[[\"remove\"]]")]
    [InlineData("level", "level", "3.0")]
    [InlineData("level", "level", "30")]
    [InlineData("level", "level", "-3")]
    [InlineData("beta", "beta", "false")]
    [InlineData("beta", "beta", "1")]
    [InlineData("beta", "beta", "\"True\"")]
    [InlineData("acme", "role", "\"admin\"")]
    [InlineData("pay", "role", "\"writer\"")]
    public async Task Tool_WithoutTheClaim_IsAPlain403(string tool, string claim, string value)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync($$"""{"scope":"mcp:use pay","{{claim}}":{{value}}}"""), Call(tool));

        await AssertErrorAsync(response, HttpStatusCode.Forbidden, NoClaim);
    }

    [Theory]
    [InlineData("mcp:use pay", "cashier", true, null)]
    [InlineData("mcp:use", "cashier", false, "mcp:use pay")]
    [InlineData("mcp:use pay", "other", false, null)]
    [InlineData("mcp:use", "other", false, null)]
    public async Task Tool_ByScopeAndClaim_NeedsBothAndSaysTheClaimFirst(string scopes, string role, bool served, string? named)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync($$"""{"scope":"{{scopes}}","role":"{{role}}"}"""), Call("pay"));

        if (served)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else if (named is null)
        {
            await AssertErrorAsync(response, HttpStatusCode.Forbidden, NoClaim);
        }
        else
        {
            await AssertScopesAsync(_gateway, response, named);
        }
    }

    [Theory]
    [InlineData("resources/list", "mcp:use", "mcp:use resources")]
    [InlineData("resources/templates/list", "mcp:use", "mcp:use resources")]
    [InlineData("Resources/Read", "mcp:use", "mcp:use resources")]
    [InlineData("resources/list", "mcp:use resources", null)]
    [InlineData("tools/list", "mcp:use", null)]
    [InlineData("prompts/list", "mcp:use", null)]
    public async Task Method_ByScopes_IsServedOrNamesAllThatAreNeeded(string method, string scopes, string? named)
    {
        using var response = await _gateway.PostMcpAsync(
            await MintAsync($$"""{"scope":"{{scopes}}"}"""), $$"""{"jsonrpc":"2.0","id":7,"method":"{{method}}"}""");

        if (named is null)
        {
            await AssertForwardedOnceAsync();
        }
        else
        {
            await AssertScopesAsync(_gateway, response, named);
        }
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"remove"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"prompts\/g\u0065t"}""")]
    public async Task Method_ByClaim_IsAPlain403OrServed(string body)
    {
        using var refused = await _gateway.PostMcpAsync(await MintAsync("""{"scope":"mcp:use"}"""), body);
        await AssertErrorAsync(refused, HttpStatusCode.Forbidden, NoClaim);

        using var served = await _gateway.PostMcpAsync(await MintAsync("""{"scope":"mcp:use","role":["writer"]}"""), body);
        await AssertForwardedOnceAsync();
    }

    // A client that asks for just the scopes of the last challenge, and whose tools take turns.
    [Fact]
    public async Task StepUp_BetweenTwoTools_EndsWithATokenForBoth()
    {
        var calls = new[] { Call("remove"), Call("github:create_issue"), """{"jsonrpc":"2.0","id":7,"method":"resources/list"}""" };
        var (scopes, served, challenges) = ("openid", 0, 0);
        for (var turn = 0; served < calls.Length; turn++)
        {
            using var response = await _gateway.PostMcpAsync(await MintAsync($$"""{"scope":"{{scopes}}"}"""), calls[turn % calls.Length]);
            if (response.StatusCode != HttpStatusCode.Forbidden)
            {
                served++;
                continue;
            }

            served = 0;
            scopes = response.Header("WWW-Authenticate")!.Split("scope=\"")[1].Split('"')[0];
            Assert.True(++challenges <= calls.Length + 1, $"Still asked for {scopes}");
        }

        Assert.Equal(["issues", "mcp:use", "remove", "resources", "write"], scopes.Split(' ').Order(StringComparer.Ordinal));
    }

    // In legacy traffic the headers mean nothing, whatever they say.
    [Theory]
    [InlineData("remove", "echo", false)]
    [InlineData("echo", "remove", true)]
    [InlineData("echo", "echo", true)]
    public async Task Tool_OfALegacyRequest_IsThatOfTheBody(string body, string header, bool served)
    {
        using var response = await PostWithHeadersAsync("""{"scope":"mcp:use"}""", Call(body), null, header);

        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(served ? 1 : 0, (await Stack.ReceivedAsync()).Count);
    }

    [Theory]
    [InlineData("remove", "echo", HttpStatusCode.BadRequest)]
    [InlineData("echo", "remove", HttpStatusCode.BadRequest)]
    [InlineData("remove", "remove", HttpStatusCode.Forbidden)]
    public async Task Tool_OfAModernRequest_IsThatOfTheBodyAndTheHeaderSaysTheSame(string body, string header, HttpStatusCode expected)
    {
        using var response = await PostWithHeadersAsync("""{"scope":"mcp:use"}""", Call(body), "2026-07-28", header);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.BadRequest, (await response.TextAsync()).Contains("\"code\":-32020", StringComparison.Ordinal));
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("echo", "mcp:use")]
    [InlineData("remove", "mcp:use write remove")]
    public async Task Tool_OfAModernRequestThatMayPass_GoesOn(string tool, string scopes)
    {
        using var response = await PostWithHeadersAsync($$"""{"scope":"{{scopes}}"}""", Call(tool), "2026-07-28", tool);

        await AssertForwardedOnceAsync();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":["remove"]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"Name":"remove","name":"echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"remove\u0000"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call\u001f","params":{"name":"echo"}}""")]
    public async Task Tool_NotNamedByOneText_IsABadRequestWithTheId(string body)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync("""{"scope":"mcp:use write remove","permissions":"all"}"""), body);

        await AssertErrorAsync(response, HttpStatusCode.BadRequest, """{"jsonrpc":"2.0","id":7,"error":{"code":-32600,""");
    }

    [Fact]
    public async Task Notification_OfACall_IsJudgedToo()
    {
        const string Body = """{"jsonrpc":"2.0","method":"tools/call","params":{"name":"remove_x"}}""";
        using var response = await _gateway.PostMcpAsync(await MintAsync("""{"scope":"mcp:use"}"""), Body);

        await AssertErrorAsync(response, HttpStatusCode.Forbidden, """{"jsonrpc":"2.0","error":{"code":-32000,""");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task OtherMethodsOfHttp_NeedTheBaselineOnly(string method)
    {
        using var request = AdditionalGateway.McpRequest(new HttpMethod(method), await MintAsync("""{"scope":"mcp:use"}"""));
        using var response = await _gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task Batch_WithOneCallThatIsNotAllowed_IsRefusedWhole()
    {
        await using var gateway = await StartAsync(("Limits:AllowBatch", "true"), ("Authorization:Tools:remove:Scopes", "write"), ("Authorization:Tools:x:Claims:role", "admin"));
        var token = await MintAsync("""{"scope":"email"}""");

        using var scope = await gateway.PostMcpAsync(token, $"[{Call("echo")},{Call("remove")}]");
        await AssertScopesAsync(gateway, scope, "write");
        using var claim = await gateway.PostMcpAsync(token, $"[{Call("echo")},{Call("remove")},{Call("x")}]");
        await AssertErrorAsync(claim, HttpStatusCode.Forbidden, """{"jsonrpc":"2.0","error":{"code":-32000,""");

        using var served = await gateway.PostMcpAsync(token, $"[{Call("echo")},{Call("echo")}]");
        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task ToolsList_IsNotRewritten()
    {
        const string List = """{"jsonrpc":"2.0","id":1,"result":{"tools":[ {"name":"remove"}, {"name":"echo"} ]}}""";
        await using var upstream = await FakeServer.StartAsync(context => context.Response.WriteAsync(List));
        await using var gateway = await StartAsync(("McpGateway:Url", upstream.Origin), ("Authorization:Tools:*:Claims:role", "admin"));

        using var response = await gateway.PostMcpAsync(await MintAsync());

        Assert.Equal(List, await response.TextAsync());
    }

    [Fact]
    public async Task Refusal_IsLoggedAndCountedByWhatRefused()
    {
        using var metrics = new RecordedMetrics(_gateway);
        var token = await MintAsync("""{"scope":"mcp:use","sub":"user_7"}""");

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_gateway, token, Call("remove")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_gateway, token, Call("remove_x")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_gateway, token, """{"jsonrpc":"2.0","id":7,"method":"resources/list"}"""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_gateway, token, Call("echo")));

        Assert.Equal(2, metrics.Count("ftlauth.request.decisions refused Tool"));
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions refused Method"));
        Assert.Equal(3, metrics.Total("ftlauth.request.decisions refused"));
        Assert.Equal(
            [
                "Refused user_7: Authorization:Tools:remove needs the scope write.",
                "Refused user_7: Authorization:Tools:remove_* needs another value of the claim permissions, which no new token would bring.",
                "Refused user_7: Authorization:Methods:resources/* needs the scope resources.",
            ],
            Lines.Where(line => line.StartsWith("Refused user_7", StringComparison.Ordinal)));
    }

    private async Task<HttpResponseMessage> PostWithHeadersAsync(string claims, string body, string? version, string name) =>
        await _gateway.PostMcpAsync(await MintAsync(claims), body, request =>
        {
            request.Headers.Add("Mcp-Method", "tools/call");
            request.Headers.Add("Mcp-Name", name);
            if (version is not null)
            {
                request.Headers.Add("MCP-Protocol-Version", version);
            }
        });
}
