using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Operations;

public sealed class PathTests(ContractSystem shared) : ContractTest(shared)
{
    private string[] Headers => ["Content-Type: application/json", "Accept: application/json, text/event-stream", $"Authorization: Bearer {Token}"];

    [Theory]
    [InlineData("/mcp")]
    [InlineData("/mcp?a=1")]
    public async Task McpPath_Exact_IsForwarded(string target)
    {
        var response = await RawHttp.SendAsync(Origin, "POST", target, Headers, TestSystem.ToolsList);

        Assert.Equal(200, response.Status);
        await AssertForwardedOnceAsync();
    }

    [Theory]
    [InlineData("/MCP")]
    [InlineData("/Mcp")]
    [InlineData("/mcp/")]
    [InlineData("//mcp")]
    [InlineData("/mcp//")]
    [InlineData("/mcp/x")]
    [InlineData("/mcp;x")]
    [InlineData("/mcp;x=1")]
    [InlineData("/mcp.")]
    [InlineData("/mcp%2f")]
    [InlineData("/mcp%2F..")]
    [InlineData("/mcp%2f..%2fmcp")]
    [InlineData("/mcp%20")]
    [InlineData("/mcp%3fa")]
    [InlineData("/mcp%23")]
    [InlineData("/%6dcp")]
    [InlineData("/%6Dcp")]
    [InlineData("/mc%70")]
    [InlineData("/./mcp")]
    [InlineData("/x/../mcp")]
    [InlineData("/mcp/..")]
    [InlineData("/mcp/.")]
    [InlineData("/mcp-internal")]
    [InlineData("/admin/received")]
    public async Task McpPath_AlmostExact_NotFound(string target)
    {
        var response = await RawHttp.SendAsync(Origin, "POST", target, Headers, TestSystem.ToolsList);

        Assert.Equal(404, response.Status);
        Assert.Equal(["no-store"], response.Headers["Cache-Control"]);
        Assert.Empty(response.Headers["WWW-Authenticate"]);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("/mcp%00")]
    [InlineData("/mcp\\")]
    [InlineData("mcp")]
    public async Task McpPath_NoPathAtAll_IsRefused(string target)
    {
        var response = await RawHttp.SendAsync(Origin, "POST", target, Headers, TestSystem.ToolsList);

        Assert.InRange(response.Status, 400, 405);
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task McpPath_InAbsoluteForm_IsForwarded()
    {
        var response = await RawHttp.SendAsync(Origin, "POST", $"{Origin}/mcp", Headers, TestSystem.ToolsList);

        Assert.Equal(200, response.Status);
        Assert.Equal("/mcp-internal", (await AssertForwardedOnceAsync()).Path);
    }

    [Theory]
    [InlineData("/MCP")]
    [InlineData("/mcp/")]
    [InlineData("")]
    public async Task AnotherPath_InAbsoluteForm_NotFound(string path)
    {
        var response = await RawHttp.SendAsync(Origin, "POST", $"{Origin}{path}", Headers, TestSystem.ToolsList);

        Assert.InRange(response.Status, 404, 405);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("HEAD", "/nothing")]
    [InlineData("POST", "/authorize")]
    [InlineData("POST", "/token")]
    [InlineData("POST", "/register")]
    [InlineData("GET", "/oauth2/jwks")]
    [InlineData("PUT", "/nothing")]
    [InlineData("PATCH", "/nothing")]
    [InlineData("DELETE", "/nothing")]
    [InlineData("OPTIONS", "/nothing")]
    [InlineData("TRACE", "/nothing")]
    [InlineData("GET", "/.well-known/oauth-protected-resource/")]
    [InlineData("GET", "/.well-known/oauth-protected-resource/other")]
    [InlineData("GET", "/.well-known/OAuth-Protected-Resource")]
    [InlineData("GET", "/.well-known/openid-configuration")]
    [InlineData("GET", "/Health")]
    [InlineData("GET", "/health/")]
    public async Task UnknownPath_AnyMethod_NotFoundWithoutChallenge(string method, string path)
    {
        foreach (var token in new[] { null, Token })
        {
            using var request = Stack.McpRequest(new HttpMethod(method), token);
            request.RequestUri = new Uri(path, UriKind.Relative);
            using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Null(response.Header("WWW-Authenticate"));
            AssertOwnError(response);
        }

        await AssertNothingForwardedAsync();
    }
}
