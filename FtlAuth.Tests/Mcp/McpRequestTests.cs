using System.Text;
using FtlAuth.Gateway.Mcp;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Mcp;

public sealed class McpRequestTests
{
    private const string Modern = """{"id":1,"method":"METHOD","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";
    private const string Legacy = """{"id":1,"method":"METHOD","params":{"_meta":{}}}""";

    [Theory]
    [InlineData(Legacy, null, false)]
    [InlineData(Legacy, "2025-11-25", false)]
    [InlineData(Legacy, "2026-07-28", true)]
    [InlineData(Legacy, "2025-11-25|2026-07-28", true)]
    [InlineData(Modern, null, true)]
    [InlineData(Modern, "2025-11-25", true)]
    [InlineData("""{"params":{"_meta":{"io.modelcontextprotocol\/protocolVersion":null}}}""", null, true)]
    [InlineData("""{"params":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""", null, false)]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""", null, false)]
    [InlineData("""{"result":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", null, false)]
    [InlineData("""[{},{"params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}]""", null, true)]
    [InlineData("[{},{}]", null, false)]
    [InlineData("[{},{}]", "2026-07-28", true)]
    public async Task IsModern_Post_ByBodyOrHeader(string body, string? versions, bool expected) =>
        Assert.Equal(expected, (await ReadAsync(body, versions)).IsModern);

    [Theory]
    [InlineData("subscriptions/listen", null, Modern, true)]
    [InlineData("subscriptions\\/listen", null, Modern, true)]
    [InlineData("subscriptions/listen", "2026-07-28", Legacy, true)]
    [InlineData("subscriptions/listen", null, Legacy, true)]
    [InlineData("subscriptions/listen", "2025-11-25", Legacy, true)]
    [InlineData("Subscriptions/LISTEN", null, Modern, true)]
    [InlineData("  subscriptions/listen ", null, Legacy, true)]
    [InlineData("\\tsubscriptions/listen\\n", null, Modern, true)]
    [InlineData("subscriptions/listen\\u0000", null, Modern, true)]
    [InlineData("subscriptions/listen\u007F", null, Legacy, true)]
    [InlineData("\uFEFFſubſcriptions/listen\u00a0", null, Modern, true)]
    [InlineData("\\ud800", null, Modern, true)]
    [InlineData("subscriptions/listen", null, "[{\"method\":\"ping\"},{\"method\":\"METHOD\"}]", true)]
    [InlineData("ping", null, "[{\"method\":\"ping\"},{\"method\":\"METHOD\"}]", false)]
    [InlineData("subscriptions/listen/", null, Modern, false)]
    [InlineData("subscriptions /listen", null, Modern, false)]
    [InlineData("tools/call", null, Modern, false)]
    [InlineData("tools\\/call", null, Modern, false)]
    [InlineData("", null, Modern, false)]
    public async Task IsListening_Post_ByTheMethodInAnySpelling(string method, string? versions, string body, bool expected) =>
        Assert.Equal(expected, (await ReadAsync(body.Replace("METHOD", method, StringComparison.Ordinal), versions)).IsListening);

    [Theory]
    [InlineData("GET", true)]
    [InlineData("DELETE", false)]
    public void IsListening_WithoutBody_IfGet(string method, bool expected)
    {
        var request = new McpRequest(Request(method, "2026-07-28"));

        Assert.Equal(expected, request.IsListening);
        Assert.True(request.IsModern);
        Assert.False(new McpRequest(Request(method, null)).IsModern);
        Assert.Empty(request.Messages.ToArray());
        Assert.Empty(request.Body.ToArray());
        Assert.Empty(request.Id.ToArray());
    }

    [Theory]
    [InlineData("""{"id": 1.0 ,"method":"x"}""", "1.0")]
    [InlineData("""{"id":null}""", "null")]
    [InlineData("""{"method":"x"}""", "")]
    [InlineData("""[{"id":1}]""", "")]
    public async Task Id_OfOneMessage_IsAsItWasWritten(string body, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString((await ReadAsync(body, null)).Id));

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("[{}]", 1)]
    [InlineData("[{},{},{}]", 3)]
    public async Task Messages_OfBody_AreTheOneOrThoseOfTheBatch(string body, int count) => Assert.Equal(count, (await ReadAsync(body, null)).Messages.Length);

    private static async Task<McpRequest> ReadAsync(string text, string? versions)
    {
        var body = await Bodies.OfAsync(Encoding.UTF8.GetBytes(text));
        return new McpRequest(Request("POST", versions), body, GatewayBody.Inspect(text, allowBatch: true));
    }

    private static HttpRequest Request(string method, string? versions)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        if (versions is not null)
        {
            request.Headers["MCP-Protocol-Version"] = versions.Split('|');
        }

        return request;
    }
}
