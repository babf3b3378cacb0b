using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Operations;

public sealed class MethodTests(ContractSystem shared) : ContractTest(shared)
{
    private const string ResourceMetadata = "/.well-known/oauth-protected-resource";
    private const string ServerMetadata = "/.well-known/oauth-authorization-server";

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    [InlineData("FOO")]
    [InlineData("TRACE")]
    public async Task Mcp_OtherMethodWithToken_MethodNotAllowed(string method)
    {
        using var request = Stack.McpRequest(new HttpMethod(method), Token);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("GET, POST, DELETE", response.Header("Allow"));
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    [InlineData("FOO")]
    [InlineData("TRACE")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Mcp_AnyMethodWithoutToken_IsChallengedFirst(string method)
    {
        using var request = Stack.McpRequest(new HttpMethod(method), null);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("Bearer resource_metadata=", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Mcp_ServedMethodWithToken_IsForwarded(string method)
    {
        using var request = Stack.McpRequest(new HttpMethod(method), Token);
        using var response = await Stack.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(method, (await AssertForwardedOnceAsync()).Method);
    }

    [Theory]
    [InlineData("CONNECT", "localhost:80")]
    [InlineData("CONNECT", "/mcp")]
    [InlineData("TRACE", "/mcp")]
    [InlineData("TRACE", "/")]
    [InlineData("TRACE", "/health")]
    public async Task ConnectOrTrace_WithToken_IsRefused(string method, string target)
    {
        var response = await RawHttp.SendAsync(Origin, method, target, [$"Authorization: Bearer {Token}", "Content-Length: 0"]);

        Assert.True(response.Status is 400 or 405, $"{response.Status}");
        Assert.DoesNotContain(Token, response.Body, StringComparison.Ordinal);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("GET", "websocket", "Upgrade")]
    [InlineData("GET", "WebSocket", "keep-alive, upgrade")]
    [InlineData("GET", "h2c", "Upgrade, HTTP2-Settings")]
    [InlineData("POST", "h2c", "Upgrade, HTTP2-Settings")]
    [InlineData("GET", "anything/1", "Upgrade")]
    [InlineData("GET", "websocket", "close")]
    public async Task Upgrade_WithToken_IsRefused(string method, string protocol, string connection)
    {
        var response = await RawHttp.SendAsync(
            Origin,
            method,
            "/mcp",
            [
                $"Authorization: Bearer {Token}", $"Upgrade: {protocol}", $"Connection: {connection}", "Connection: close", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "Content-Length: 0",
            ]);

        Assert.True(response.Status is 400 or 405, $"{response.Status}");
        Assert.Empty(response.Headers["Upgrade"]);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("/mcp")]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData(ResourceMetadata)]
    [InlineData(ResourceMetadata + "/mcp")]
    [InlineData(ServerMetadata)]
    [InlineData(ServerMetadata + "/mcp")]
    public async Task Options_WithoutToken_IsAnsweredAndNeverForwarded(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Null(response.Header("WWW-Authenticate"));
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Options_WithToken_IsNotForwarded()
    {
        using var request = Stack.McpRequest(HttpMethod.Options, Token);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData(ResourceMetadata)]
    [InlineData(ServerMetadata)]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task PublicDocument_Post_MethodNotAllowed(string path)
    {
        using var response = await Stack.Client.PostAsync(path, TestSystem.JsonContent("{}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("GET, HEAD", response.Header("Allow"));
        AssertOwnError(response);
    }
}
