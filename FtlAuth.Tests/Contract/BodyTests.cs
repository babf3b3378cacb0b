using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Contract;

/// <summary>Which bodies are refused before anything of them goes on.</summary>
public sealed class BodyTests(ContractSystem shared) : ContractTest(shared)
{
    private const int MaxBodySize = 4 * 1024 * 1024;

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task ContentType_JsonInUtf8_IsForwarded(string contentType)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(TestSystem.ToolsList), contentType);

        Assert.NotEqual(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal([contentType], (await AssertForwardedOnceAsync()).HeaderValues("Content-Type"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData("application/json-rpc", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json; charset=iso-8859-1", null)]
    [InlineData("application/json, text/plain", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "identity")]
    public async Task ContentType_AnythingElse_UnsupportedMediaType(string? contentType, string? contentEncoding)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(TestSystem.ToolsList), contentType, contentEncoding);

        await AssertRefusedAsync(response, HttpStatusCode.UnsupportedMediaType, -32600);
    }

    [Theory]
    [InlineData("", -32700)]
    [InlineData(" ", -32700)]
    [InlineData("{", -32700)]
    [InlineData("nothing", -32700)]
    [InlineData("null", -32700)]
    [InlineData("7", -32700)]
    [InlineData("\"text\"", -32700)]
    [InlineData("\uFEFF{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1}{}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1}x", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"method\":\"b\",\"id\":1}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"m\\u0065thod\":\"b\",\"id\":1}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"x\":1,\"x\":2},\"id\":1}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"_meta\":{\"x\":1,\"x\":2}},\"id\":1}", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("[{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1}]", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"params\":null,\"id\":1}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"params\":[],\"id\":1}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"params\":{\"_meta\":1},\"id\":1}", -32600)]
    public async Task Body_NotOneMessage_BadRequest(string body, int code)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(body));

        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Body_NotUtf8_BadRequest()
    {
        using var response = await PostAsync([.. "{\"jsonrpc\":\"2.0\",\"method\":\"a"u8, 0xC3, 0x28, .. "\",\"id\":1}"u8]);

        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, -32700);
    }

    [Theory]
    [InlineData(64, HttpStatusCode.OK)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    public async Task Body_Nested_ServedToDepth64(int depth, HttpStatusCode expected)
    {
        // The message is the first level and its params the second.
        var inner = depth - 2;
        var arguments = string.Concat(Enumerable.Repeat("[", inner)) + string.Concat(Enumerable.Repeat("]", inner));
        using var response = await Stack.PostMcpAsync(Token, $$$"""{"jsonrpc":"2.0","method":"tools/list","id":1,"params":{"x":{{{arguments}}}}}""");

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, (await Stack.ReceivedAsync()).Count);
    }

    [Fact]
    public async Task RefusedBody_WithKnownId_AnswerHasIt()
    {
        using var response = await Stack.PostMcpAsync(Token, """{"jsonrpc":"2.0","id":12345678901234567890,"method":"initialize","params":[]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":12345678901234567890,"error":{"code":-32600,""", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OfLargestSize_IsServed()
    {
        const string Before = """{"jsonrpc":"2.0","method":"tools/list","id":1,"params":{"x":""";
        var body = $"{Before}\"{new string('a', MaxBodySize - Before.Length - 4)}\"}}}}";

        using var response = await PostAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(MaxBodySize, body.Length);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, (await AssertForwardedOnceAsync()).BodyText);
    }

    [Fact]
    public async Task Body_TooLargeByContentLength_RefusedBeforeItIsSent()
    {
        var answer = await RawHttp.SendAsync(
            Origin,
            "POST",
            "/mcp",
            [$"Authorization: Bearer {Token}", "Content-Type: application/json", $"Content-Length: {MaxBodySize + 1}", "Expect: 100-continue"]);

        Assert.Equal(413, answer.Status);
        Assert.StartsWith("""{"jsonrpc":"2.0","error":{"code":-32600,""", answer.Body, StringComparison.Ordinal);
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Body_TooLargeInChunks_Refused()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Limits:MaxBodySize", "1024"));
        var chunk = $"400\r\n{new string(' ', 1024)}\r\n";

        var answer = await RawHttp.SendAsync(
            gateway.Origin,
            $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
            + $"Authorization: Bearer {await Stack.MintForAsync(gateway.Resource)}\r\n\r\n{chunk}{chunk}0\r\n\r\n");

        Assert.Equal(413, answer.Status);
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Body_InChunks_IsServed()
    {
        using var response = await Stack.PostMcpAsync(Token, change: request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(TestSystem.ToolsList, (await AssertForwardedOnceAsync()).BodyText);
    }

    [Fact]
    public async Task Body_WithBrokenChunks_Refused()
    {
        var answer = await RawHttp.SendAsync(
            Origin,
            $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
            + $"Authorization: Bearer {Token}\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n");

        Assert.Equal(400, answer.Status);
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task Body_WithoutGoodToken_IsNotEvenRead()
    {
        var answer = await RawHttp.SendAsync(
            Origin, "POST", "/mcp", ["Content-Type: application/json", "Content-Length: 1000000", "Expect: 100-continue"]);

        Assert.Equal(401, answer.Status);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string? contentType = "application/json", string? contentEncoding = null)
    {
        using var request = Stack.McpRequest(HttpMethod.Post, Token);
        request.Content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (contentEncoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(contentEncoding);
        }

        return await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, int code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.Equal(new MediaTypeHeaderValue("application/json"), response.Content.Headers.ContentType);
        Assert.Contains($$"""
            "error":{"code":{{code}},"message":"
            """, await response.TextAsync(), StringComparison.Ordinal);
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }
}
