using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Cors;

public sealed class OriginTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Refusal = """{"jsonrpc":"2.0","error":{"code":-32000,"message":"This origin is not allowed"}}""";

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:6274")]
    [InlineData("https://localhost:8443")]
    [InlineData("http://127.0.0.1:6274")]
    [InlineData("http://127.5.6.7")]
    [InlineData("http://[::1]:6274")]
    public async Task Origin_Loopback_IsServed(string origin)
    {
        using var response = await Stack.PostMcpAsync(Token, change: From(origin));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertReadableBy(origin, response);
        await AssertForwardedOnceAsync();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost.evil.com")]
    [InlineData("http://127.0.0.1.evil.com")]
    [InlineData("http://evil.com:80/localhost")]
    [InlineData("http://localhost@evil.com")]
    [InlineData("http://localhost/")]
    [InlineData("http://user@localhost")]
    [InlineData("ftp://localhost")]
    [InlineData("localhost")]
    [InlineData("//localhost")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("http://localhost http://localhost")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://192.168.1.1")]
    public async Task Origin_Foreign_IsRefusedBeforeTheToken(string origin)
    {
        foreach (var token in new[] { Token, null, "bad" })
        {
            using var response = await Stack.PostMcpAsync(token, change: From(origin));

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal(Refusal, await response.TextAsync());
            Assert.Equal("application/json", response.Header("Content-Type"));
            Assert.Null(response.Header("WWW-Authenticate"));
            Assert.Null(response.Header("Access-Control-Allow-Origin"));
            AssertOwnError(response);
        }

        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Origin_Twice_IsRefused()
    {
        var response = await RawHttp.SendAsync(
            Origin,
            "POST",
            "/mcp",
            [$"Authorization: Bearer {Token}", "Content-Type: application/json", "Origin: http://localhost", "Origin: http://localhost"],
            TestSystem.ToolsList);

        Assert.Equal(403, response.Status);
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Origin_Absent_NoCorsHeaders()
    {
        using var response = await Stack.PostMcpAsync(Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example", true)]
    [InlineData("https://app.example", "https://app.example:8443", false)]
    [InlineData("https://app.example", "http://app.example", false)]
    [InlineData("https://app.example", "https://App.example", false)]
    [InlineData("https://app.example", "https://sub.app.example", false)]
    [InlineData("https://app.example", "null", false)]
    [InlineData("https://app.example,https://two.example", "https://two.example", true)]
    [InlineData("null", "null", true)]
    [InlineData("*", "https://evil.example", true)]
    [InlineData("*", "null", true)]
    public async Task Origin_Listed_IsServed(string listed, string origin, bool served)
    {
        await using var gateway = await Stack.StartGatewayAsync(("Cors:AllowedOrigins", listed));
        var token = await Stack.MintForAsync(gateway.Resource);

        using var response = await gateway.PostMcpAsync(token, change: From(origin));

        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(served ? origin : null, response.Header("Access-Control-Allow-Origin"));
        Assert.Equal(served ? 1 : 0, (await Stack.ReceivedAsync()).Count);
    }

    [Theory]
    [InlineData("https://mcp.example.com", HttpStatusCode.OK)]
    [InlineData("https://www.mcp.example.com", HttpStatusCode.Forbidden)]
    [InlineData("http://mcp.example.com", HttpStatusCode.Forbidden)]
    public async Task Origin_OfPublicUrl_IsServed(string origin, HttpStatusCode expected)
    {
        await using var gateway = await Stack.StartGatewayAsync(("Gateway:PublicUrl", "https://mcp.example.com"));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync("https://mcp.example.com/mcp"), change: From(origin));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Origin_EqualToForgedHost_IsRefused()
    {
        using var response = await Stack.PostMcpAsync(Token, change: request =>
        {
            request.Headers.Host = "rebound.example";
            request.Headers.Add("Origin", "http://rebound.example");
        });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        await AssertNothingForwardedAsync();
    }

    private static Action<HttpRequestMessage> From(string origin) => request => request.Headers.TryAddWithoutValidation("Origin", origin);

    private static void AssertReadableBy(string origin, HttpResponseMessage response)
    {
        Assert.Equal(origin, response.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, Retry-After, X-Trace-Id", response.Header("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", response.Header("Vary"), StringComparison.Ordinal);
        Assert.Null(response.Header("Access-Control-Allow-Credentials"));
    }
}
