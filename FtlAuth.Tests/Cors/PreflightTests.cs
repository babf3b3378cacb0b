using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Cors;

public sealed class PreflightTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Page = "http://localhost:6274";
    private const string AlwaysAllowed =
        "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID";

    [Fact]
    public async Task Preflight_OfMcp_ExactAnswer()
    {
        using var response = await PreflightAsync("/mcp", Page, "authorization,content-type");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(Page, response.Header("Access-Control-Allow-Origin"));
        Assert.Equal("GET, POST, DELETE, OPTIONS", response.Header("Access-Control-Allow-Methods"));
        Assert.Equal(AlwaysAllowed, response.Header("Access-Control-Allow-Headers"));
        Assert.Equal("86400", response.Header("Access-Control-Max-Age"));
        Assert.Contains("Origin", response.Header("Vary"), StringComparison.Ordinal);
        Assert.Null(response.Header("Access-Control-Allow-Credentials"));
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.NotEmpty(response.Header("X-Trace-Id")!);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("mcp-param-city, Mcp-Param-Country", AlwaysAllowed + ", mcp-param-city, Mcp-Param-Country")]
    [InlineData("x-custom", AlwaysAllowed + ", x-custom")]
    [InlineData("X-Custom,x-custom , ACCEPT", AlwaysAllowed + ", X-Custom")]
    [InlineData("good, b@d, <x>, *", AlwaysAllowed + ", good")]
    [InlineData("", AlwaysAllowed)]
    public async Task Preflight_FurtherHeaders_AreReflected(string requested, string expected)
    {
        using var response = await PreflightAsync("/mcp", Page, requested);

        Assert.Equal(expected, response.Header("Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost.evil.com")]
    public async Task Preflight_OfForeignOrigin_IsRefused(string origin)
    {
        using var response = await PreflightAsync("/mcp", origin, "authorization");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Null(response.Header("Access-Control-Allow-Origin"));
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("/.well-known/oauth-protected-resource")]
    [InlineData("/.well-known/oauth-protected-resource/mcp")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/.well-known/oauth-authorization-server/mcp")]
    public async Task Preflight_OfMetadata_AnyOrigin(string path)
    {
        using var response = await PreflightAsync(path, "https://evil.example", "mcp-protocol-version");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Null(response.Header("Access-Control-Allow-Credentials"));
    }

    private async Task<HttpResponseMessage> PreflightAsync(string path, string origin, string headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", headers);
        return await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
