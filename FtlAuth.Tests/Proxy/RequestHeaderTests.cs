using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.Proxy;

/// <summary>What of a client's headers and query reaches the MCP server, over raw sockets.</summary>
public sealed class RequestHeaderTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Forged = "forged-value";

    public static TheoryData<string> ForgedHeaders =>
    [
        $"X-Auth-User-Id: {Forged}",
        $"x-auth-user-id: {Forged}",
        $"X-AUTH-USER-ID: {Forged}",
        $"X_Auth_User_Id: {Forged}",
        $"X-Auth_User-Id: {Forged}",
        $"X-Auth-User-Id: {Forged}\r\nX-Auth-User-Id: {Forged}",
        $"X-Auth-User-Id: {Forged}\r\nConnection: X-Auth-User-Id",
        $"X-Auth-Email: {Forged}",
        $"X-Auth-Roles: {Forged}",
        $"X-Auth-: {Forged}",
        $"Cookie: session={Forged}",
        $"Forwarded: for={Forged}",
        $"X-Forwarded-User: {Forged}",
        $"X_Forwarded_User: {Forged}",
        $"X-Forwarded-Email: {Forged}",
        $"X-Forwarded-For: {Forged}",
        $"X-Forwarded-Host: {Forged}",
        $"X-Forwarded-Proto: {Forged}",
        $"X-Forwarded-Prefix: /{Forged}",
        $"X_Forwarded_For: {Forged}",
        $"X-Original-URL: /{Forged}",
        $"X-Original-Host: {Forged}",
        $"X-Rewrite-URL: /{Forged}",
        $"X_Rewrite_Url: /{Forged}",
        $"X-Content-Length: {Forged}",
        $"Proxy-Authorization: Basic {Forged}",
        $"Proxy_Authorization: Basic {Forged}",
        $"Proxy-Connection: {Forged}",
        $"TE: {Forged}",
        $"Trailer: {Forged}",
        $"X-Nominated: {Forged}\r\nConnection: keep-alive, X-Nominated",
    ];

    [Theory]
    [MemberData(nameof(ForgedHeaders))]
    public async Task ForgedHeader_OnPost_IsRemoved(string header)
    {
        var answer = await PostAsync("/mcp", header.Split("\r\n"));

        Assert.Equal(200, answer.Status);
        var received = await AssertForwardedOnceAsync();
        Assert.DoesNotContain(received.HeaderPairs(), pair => pair.Value.Contains(Forged, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["user_01J0ADA0ADA0ADA0ADA0ADA001"], received.HeaderValues("X-Auth-User-Id"));
        Assert.DoesNotContain(received.HeaderPairs(), pair => pair.Name.Contains('_', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ForgedHeaders))]
    public async Task ForgedHeader_OnDelete_IsRemoved(string header)
    {
        await RawHttp.SendAsync(Origin, "DELETE", "/mcp", [$"Authorization: Bearer {Token}", .. header.Split("\r\n"), "Connection: close"]);

        var received = await AssertForwardedOnceAsync();
        Assert.DoesNotContain(received.HeaderPairs(), pair => pair.Value.Contains(Forged, StringComparison.OrdinalIgnoreCase));
        Assert.Single(received.HeaderValues("X-Auth-User-Id"));
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    [InlineData("AUTHORIZATION")]
    public async Task Authorization_Always_StaysHere(string name)
    {
        await RawHttp.SendAsync(Origin, "POST", "/mcp", [$"{name}: Bearer {Token}", $"X-Mine: 1", "Content-Type: application/json"], TestSystem.ToolsList);

        var received = await AssertForwardedOnceAsync();
        Assert.Empty(received.HeaderValues("Authorization"));
        Assert.DoesNotContain(received.HeaderPairs(), pair => pair.Value.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Authorization_NominatedByConnection_StillCounts()
    {
        var answer = await PostAsync("/mcp", ["Connection: close, keep-alive, Authorization"]);

        Assert.Equal(200, answer.Status);
        Assert.Empty((await AssertForwardedOnceAsync()).HeaderValues("Authorization"));
    }

    [Theory]
    [InlineData("Connection: close, keep-alive, Content-Type")]
    [InlineData("Connection: close, keep-alive, Content-Length")]
    [InlineData("Connection: close, keep-alive, Host")]
    public async Task Framing_NominatedByConnection_StaysWhole(string header)
    {
        var answer = await PostAsync("/mcp", [header]);

        Assert.Equal(200, answer.Status);
        var received = await AssertForwardedOnceAsync();
        Assert.Equal(TestSystem.ToolsList, received.BodyText);
        Assert.Equal(["application/json"], received.HeaderValues("Content-Type"));
    }

    [Fact]
    public async Task ContentLength_TogetherWithChunked_IsReplacedByTheRealOne()
    {
        var body = TestSystem.ToolsList;
        await RawHttp.SendAsync(
            Origin,
            $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n"
            + $"Authorization: Bearer {Token}\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n");

        var received = Assert.Single(await Stack.ReceivedAsync());
        Assert.Equal(body, received.BodyText);
        Assert.Equal([$"{body.Length}"], received.HeaderValues("Content-Length"));
        Assert.Empty(received.HeaderValues("X-Content-Length"));
        Assert.Empty(received.HeaderValues("Transfer-Encoding"));
    }

    [Theory]
    [InlineData("Accept", "application/json, text/event-stream")]
    [InlineData("MCP-Protocol-Version", "2025-06-18")]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Name", "echo")]
    [InlineData("Mcp-Param-City", "Oslo")]
    [InlineData("Last-Event-ID", "7")]
    [InlineData("User-Agent", "test/1.0 (like a client)")]
    [InlineData("X-Custom", "anything at all")]
    [InlineData("Accept-Language", "nb, en;q=0.5")]
    public async Task OrdinaryHeader_Always_GoesOn(string name, string value)
    {
        await PostAsync("/mcp", name == "Accept" ? [] : [$"{name}: {value}"]);

        Assert.Equal([value], (await AssertForwardedOnceAsync()).HeaderValues(name));
    }

    [Fact]
    public async Task ForwardedHeaders_Always_AreSetAnew()
    {
        await PostAsync("/mcp", ["Host: evil.example", "X-Forwarded-For: 203.0.113.9"]);

        var received = await AssertForwardedOnceAsync();
        Assert.Equal(["127.0.0.1"], received.HeaderValues("X-Forwarded-For"));
        Assert.Equal([new Uri(Origin).Authority], received.HeaderValues("X-Forwarded-Host"));
        Assert.Equal(["http"], received.HeaderValues("X-Forwarded-Proto"));
        Assert.Equal([new Uri(Stack.System.McpUrl).Authority], received.HeaderValues("Host"));
    }

    [Fact]
    public async Task ForwardedFor_OfKnownProxy_IsTheClientItNames()
    {
        await using var gateway = await Stack.StartGatewayAsync(("ForwardedHeaders:KnownProxies", "127.0.0.1"));
        using var response = await gateway.PostMcpAsync(
            await Stack.MintForAsync(gateway.Resource), change: request => request.Headers.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9"));

        Assert.Equal(["203.0.113.9"], (await AssertForwardedOnceAsync()).HeaderValues("X-Forwarded-For"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?a=1&b=2", "a=1&b=2")]
    [InlineData("?a=%41%7e%2F+x&b", "a=%41%7e%2F+x&b")]
    [InlineData("?a=%zz&&=", "a=%zz&&=")]
    [InlineData("?a=access_token", "a=access_token")]
    [InlineData("?x=/../y%5c|{}", "x=/../y%5c|{}")]
    public async Task Query_Ordinary_GoesOnByteForByte(string query, string expected)
    {
        await PostAsync($"/mcp{query}");

        Assert.Equal(expected, (await AssertForwardedOnceAsync()).Query);
    }

    [Theory]
    [InlineData("access_token=secret&b=2")]
    [InlineData("a=1&ACCESS_TOKEN=secret")]
    [InlineData("a=1&%61ccess%5Ftoken=secret&b=2")]
    [InlineData("access_token=secret&access_token=secret")]
    [InlineData("+access_token+=secret")]
    [InlineData("%20access_token=secret")]
    [InlineData("a=1;access_token=secret")]
    public async Task Query_WithToken_NeverGoesOn(string query)
    {
        await PostAsync($"/mcp?{query}");

        Assert.All(await Stack.ReceivedAsync(), received => Assert.DoesNotContain("secret", received.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FixedHeaders_Configured_ReplaceTheClients()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("McpGateway:Headers:X-Api-Key", "of the gateway"), ("McpGateway:Headers:Authorization", "Basic Z2F0ZXdheTpzZWNyZXQ="));
        using var response = await gateway.PostMcpAsync(
            await Stack.MintForAsync(gateway.Resource), change: request =>
            {
                request.Headers.Add("x-api-key", ["of the client", "again"]);
                request.Headers.Add("X_Api-Key", "of the client");
            });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await AssertForwardedOnceAsync();
        Assert.Equal(["of the gateway"], received.HeaderValues("X-Api-Key"));
        Assert.Empty(received.HeaderValues("X_Api-Key"));
        Assert.Equal(["Basic Z2F0ZXdheTpzZWNyZXQ="], received.HeaderValues("Authorization"));
    }

    [Theory]
    [InlineData("X-Auth-Email")]
    [InlineData("Mcp-Session-Id")]
    [InlineData("Connection")]
    [InlineData("Content-Language")]
    [InlineData("bad name")]
    public async Task FixedHeaders_ThatCannotBeSent_StopTheStart(string name)
    {
        var mistake = await Assert.ThrowsAsync<OptionsValidationException>(() => Stack.StartGatewayAsync(($"McpGateway:Headers:{name}", "x")));

        Assert.Contains($"McpGateway:Headers:{name}", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailers_OfChunkedBody_StayHere()
    {
        var body = TestSystem.ToolsList;
        var answer = await RawHttp.SendAsync(
            Origin,
            $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Auth-User-Id\r\n"
            + $"Accept: application/json, text/event-stream\r\nAuthorization: Bearer {Token}\r\n\r\n"
            + $"{body.Length:x}\r\n{body}\r\n0\r\nX-Auth-User-Id: {Forged}\r\nX-Other: {Forged}\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain((await AssertForwardedOnceAsync()).HeaderPairs(), pair => pair.Value.Contains(Forged, StringComparison.Ordinal));
    }

    private Task<RawResponse> PostAsync(string target, string[]? headers = null)
    {
        string[] connection = headers?.Any(header => header.StartsWith("Connection:", StringComparison.Ordinal)) == true ? ["Connection: close"] : [];
        return RawHttp.SendAsync(
            Origin,
            "POST",
            target,
            [$"Authorization: Bearer {Token}", "Content-Type: application/json", "Accept: application/json, text/event-stream", .. headers ?? [], .. connection],
            TestSystem.ToolsList);
    }
}
