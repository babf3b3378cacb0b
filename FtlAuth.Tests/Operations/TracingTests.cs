using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Operations;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Operations;

/// <summary>What a trace tells of a request: everything that an operator asks, and nothing that nobody else should know.</summary>
public sealed class TracingTests(SharedSystem shared) : IClassFixture<SharedSystem>, IDisposable
{
    private const string Whoami = """{"jsonrpc":"2.0","method":"tools/call","params":{"name":"whoami"},"id":1}""";
    private const string Initialize =
        """{"jsonrpc":"2.0","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}},"id":1}""";

    private readonly RecordedSpans _spans = new();

    private TestSystem Stack => shared.System;

    [Theory]
    [InlineData(false, "verified")]
    [InlineData(true, "cached")]
    public async Task Token_GoodOne_TellsWhetherItWasKnown(bool known, string outcome)
    {
        var token = await Stack.MintAsync();
        if (known)
        {
            using var first = await Stack.PostMcpAsync(token);
        }

        await SendAsync(token, Whoami, HttpStatusCode.OK);

        var request = await _spans.OfRequestAsync();
        var validation = Assert.Single(_spans.Named(GatewayTracing.TokenSpan));
        Assert.Equal(request.SpanId, validation.ParentSpanId);
        Assert.Equal(outcome, validation.GetTagItem(GatewayTracing.TokenOutcome));
        Assert.StartsWith("user_", request.GetTagItem(GatewayTracing.User) as string);
        Assert.Null(request.GetTagItem(GatewayTracing.Refusal));
    }

    [Fact]
    public async Task Token_BadOne_TellsWhy()
    {
        await SendAsync(await Stack.MintAsync(new JsonObject { ["exp"] = 1 }), Whoami, HttpStatusCode.Unauthorized);

        var request = await _spans.OfRequestAsync();
        Assert.Equal("Expired", Assert.Single(_spans.Named(GatewayTracing.TokenSpan)).GetTagItem(GatewayTracing.TokenOutcome));
        Assert.Equal("Expired", request.GetTagItem(GatewayTracing.Refusal));
        Assert.Null(request.GetTagItem(GatewayTracing.User));
        Assert.Empty(_spans.Named(GatewayTracing.InspectionSpan));
    }

    [Fact]
    public async Task Message_TellsMethodAndTool_OnBothSpans()
    {
        await SendAsync(await Stack.MintAsync(), Whoami, HttpStatusCode.OK, ("MCP-Protocol-Version", "2025-11-25"));

        var request = await _spans.OfRequestAsync();
        var inspection = Assert.Single(_spans.Named(GatewayTracing.InspectionSpan));
        Assert.Equal(Whoami.Length, inspection.GetTagItem(GatewayTracing.BodySize));
        Assert.All([request, inspection], span =>
        {
            Assert.Equal("tools/call", span.GetTagItem(GatewayTracing.McpMethod));
            Assert.Equal("whoami", span.GetTagItem(GatewayTracing.ToolName));
            Assert.Equal("2025-11-25", span.GetTagItem(GatewayTracing.McpVersion));
        });
    }

    [Theory]
    [InlineData("[]", 400)]
    [InlineData("[", 400)]
    public async Task Message_Refused_TellsTheStatus(string body, int status)
    {
        await SendAsync(await Stack.MintAsync(), body, (HttpStatusCode)status);

        await _spans.OfRequestAsync();
        Assert.Equal(status, Assert.Single(_spans.Named(GatewayTracing.InspectionSpan)).GetTagItem(GatewayTracing.ErrorType));
    }

    [Fact]
    public async Task Message_WithALongMethod_TellsNoMethod()
    {
        await SendAsync(await Stack.MintAsync(), $$"""{"jsonrpc":"2.0","method":"{{new string('m', 129)}}","id":1}""", null);

        Assert.Null((await _spans.OfRequestAsync()).GetTagItem(GatewayTracing.McpMethod));
    }

    [Fact]
    public async Task Session_IsAHash_TheSameForTheWholeSession()
    {
        var token = await Stack.MintAsync();
        var id = Assert.Single((await SendAsync(token, Initialize, HttpStatusCode.OK)).Headers.GetValues("Mcp-Session-Id"));
        var begun = (string)(await _spans.OfRequestAsync()).GetTagItem(GatewayTracing.McpSession)!;

        using var later = new RecordedSpans();
        using var response = await Stack.PostMcpAsync(token, Whoami, request =>
        {
            request.Headers.Add("traceparent", later.TraceParent);
            request.Headers.Add("Mcp-Session-Id", id);
        });

        Assert.Equal(begun, (await later.OfRequestAsync()).GetTagItem(GatewayTracing.McpSession));
        Assert.Matches("^[0-9a-f]{16}$", begun);
        Assert.DoesNotContain(begun, id, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Session_OfSomebodyElse_IsARefusal()
    {
        await SendAsync(await Stack.MintAsync(), Whoami, HttpStatusCode.NotFound, ("Mcp-Session-Id", "made-up"));

        var request = await _spans.OfRequestAsync();
        Assert.Equal("Session", request.GetTagItem(GatewayTracing.Refusal));
        Assert.Null(request.GetTagItem(GatewayTracing.McpSession));
    }

    [Theory]
    [InlineData("current", HttpStatusCode.OK)]
    [InlineData("foreign", HttpStatusCode.Unauthorized)]
    public async Task Trace_TellsNeitherTokenNorEmail(string key, HttpStatusCode status)
    {
        var token = await Stack.MintAsync(new JsonObject { ["email"] = "ada@example.com" }, key: key);

        await SendAsync(token, Whoami, status);

        await _spans.OfRequestAsync();
        var told = string.Join('\n', _spans.All.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Contains(GatewayTracing.TokenOutcome, told, StringComparison.Ordinal);
        Assert.All(token.Split('.'), part => Assert.DoesNotContain(part, told, StringComparison.Ordinal));
        Assert.DoesNotContain("ada@", told, StringComparison.Ordinal);
    }

    public void Dispose() => _spans.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string token, string body, HttpStatusCode? expected, params (string Name, string Value)[] headers)
    {
        using var response = await Stack.PostMcpAsync(token, body, request =>
        {
            request.Headers.Add("traceparent", _spans.TraceParent);
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }
        });
        Assert.True(expected is null || expected == response.StatusCode, $"{response.StatusCode}");
        return response;
    }
}
