using System.Net;
using System.Text.Json;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockMcp;

public sealed class ToolsTests(MockMcpServer server) : IClassFixture<MockMcpServer>
{
    [Fact]
    public async Task Whoami_WithIdentity_TellsHeadersAndMeta()
    {
        var caller = await CallAsync(
            """{"name":"whoami","arguments":{},"_meta":{"dev.ftl/user":{"authenticated_user":"u"}}}""", ("X-Auth-User-Id", "u"), ("x-auth-scopes", "a b"), ("X-Other", "o"));

        AssertJson.Equal("""{"X-Auth-User-Id":"u","x-auth-scopes":"a b"}""", caller.GetProperty("structuredContent").GetProperty("headers").GetRawText());
        AssertJson.Equal("""{"authenticated_user":"u"}""", caller.GetProperty("structuredContent").GetProperty("meta").GetRawText());
    }

    [Fact]
    public async Task Whoami_WithoutIdentity_TellsNothing()
    {
        var caller = (await CallAsync("""{"name":"whoami","arguments":{}}""")).GetProperty("structuredContent");

        AssertJson.Equal("{}", caller.GetProperty("headers").GetRawText());
        Assert.False(caller.TryGetProperty("meta", out var meta) && meta.ValueKind != JsonValueKind.Null);
        Assert.False(caller.TryGetProperty("authContext", out var context) && context.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task Whoami_InASession_TellsTheAuthContextOfItsInitialize()
    {
        const string Initialize = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"},"_authContext":{"authenticated_user":"first"}}}
            """;
        using var session = await server.PostAsync(Initialize);

        var caller = await CallAsync(
            """{"name":"whoami","arguments":{},"_authContext":{"authenticated_user":"second"}}""",
            ("Mcp-Session-Id", session.Header("Mcp-Session-Id")!), ("MCP-Protocol-Version", "2025-11-25"));

        AssertJson.Equal("""{"authenticated_user":"first"}""", caller.GetProperty("structuredContent").GetProperty("authContext").GetRawText());
    }

    [Theory]
    [InlineData("""{"name":"echo","arguments":{"text":"a \"b\" ä"}}""", "a \"b\" ä")]
    [InlineData("""{"name":"add","arguments":{"a":1.5,"b":2}}""", "3.5")]
    [InlineData("""{"name":"countdown","arguments":{"from":2,"delay":0}}""", "Counted down from 2.")]
    public async Task Tool_Called_AnswersText(string call, string expected) =>
        Assert.Equal(expected, (await CallAsync(call)).GetProperty("content")[0].GetProperty("text").GetString());

    [Theory]
    [InlineData("""{"name":"countdown","arguments":{"from":0,"delay":0}}""")]
    [InlineData("""{"name":"countdown","arguments":{"from":101,"delay":0}}""")]
    [InlineData("""{"name":"countdown","arguments":{"from":1,"delay":10001}}""")]
    public async Task Countdown_OutOfRange_IsAnError(string call) => Assert.True((await CallAsync(call)).GetProperty("isError").GetBoolean());

    private async Task<JsonElement> CallAsync(string call, params IEnumerable<(string Name, string Value)> headers)
    {
        using var response = await server.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{call}}}""", headers);
        var text = await response.TextAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var json = text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        return JsonSerializer.Deserialize<JsonElement>(json).GetProperty("result");
    }
}
