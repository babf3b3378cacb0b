using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Cors;

/// <summary>A page can read whatever the gateway answers it, errors above all.</summary>
public sealed class ReadableAnswersTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Page = "http://localhost:6274";

    [Fact]
    public async Task Challenge_ToPage_IsReadable()
    {
        using var response = await Stack.PostMcpAsync(null, change: FromPage);

        AssertReadable(HttpStatusCode.Unauthorized, response);
    }

    [Fact]
    public async Task RefusedToken_ToPage_IsReadable()
    {
        using var response = await Stack.PostMcpAsync("bad", change: FromPage);

        AssertReadable(HttpStatusCode.Unauthorized, response);
    }

    [Fact]
    public async Task RefusedBody_ToPage_IsReadable()
    {
        using var response = await Stack.PostMcpAsync(Token, "{", FromPage);

        AssertReadable(HttpStatusCode.BadRequest, response);
    }

    [Fact]
    public async Task RefusedMethod_ToPage_IsReadable()
    {
        using var request = Stack.McpRequest(HttpMethod.Put, Token);
        FromPage(request);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        AssertReadable(HttpStatusCode.MethodNotAllowed, response);
    }

    [Theory]
    [InlineData("unauthorized")]
    [InlineData("redirect")]
    public async Task UpstreamFailure_ToPage_IsReadable(string fault)
    {
        await Stack.SetMcpFaultAsync(fault);

        using var response = await Stack.PostMcpAsync(Token, change: FromPage);

        AssertReadable(HttpStatusCode.BadGateway, response);
    }

    [Fact]
    public async Task UnknownPath_ToPage_IsReadable()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        FromPage(request);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        AssertReadable(HttpStatusCode.NotFound, response);
    }

    [Fact]
    public async Task UnknownMetadata_ToPage_IsReadable()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Add("Origin", "https://any.example");
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task ProxiedAnswer_WithCorsOfItsOwn_HasTheGatewaysOnly()
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Response.Headers["Access-Control-Allow-Origin"] = "*";
            context.Response.Headers["Access-Control-Allow-Credentials"] = "true";
            context.Response.Headers["access-control-expose-headers"] = "X-Inner";
            context.Response.Headers["Access-Control-Anything"] = "1";
            context.Response.Headers.Vary = "Accept";
            return Task.CompletedTask;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin + "/mcp"));
        var token = await Stack.MintForAsync(gateway.Resource);

        using var toPage = await gateway.PostMcpAsync(token, change: FromPage);
        using var toOther = await gateway.PostMcpAsync(token);

        AssertReadable(HttpStatusCode.OK, toPage);
        Assert.Contains("Accept", toPage.Header("Vary"), StringComparison.Ordinal);
        Assert.Null(toPage.Header("Access-Control-Anything"));
        Assert.DoesNotContain(toOther.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    private static void FromPage(HttpRequestMessage request) => request.Headers.Add("Origin", Page);

    private static void AssertReadable(HttpStatusCode expected, HttpResponseMessage response)
    {
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(Page, response.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, Retry-After, X-Trace-Id", response.Header("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", response.Header("Vary"), StringComparison.Ordinal);
        Assert.Null(response.Header("Access-Control-Allow-Credentials"));
    }
}
