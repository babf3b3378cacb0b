namespace FtlAuth.Tests.Transparency;

/// <summary>That the comparison finds what it is for: one exchange that is as it should be, and the same with one fault each.</summary>
public sealed class ExchangeTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly ClientRequest Request = new("POST", ["X-A: 1"], "{}") { Session = "s" };
    private static readonly RawMessage Sent = Message("POST /mcp?a=1 HTTP/1.1", "{}", "Host: g", "Authorization: Bearer t", "Mcp-Session-Id: s", "X-A: 1", "X-A: 2");
    private static readonly RawMessage Answered = Message("HTTP/1.1 200 OK", "data: 1\n\n", "Content-Type: text/event-stream", "Set-Cookie: a", "Mcp-Session-Id: s");

    private static readonly RawMessage Received = Message(
        "POST /inner/mcp-internal?a=1 HTTP/1.1", "{}", "Host: u", "x-a: 1, 2", "Mcp-Session-Id: s", "X-Auth-User-Id: user", "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Host: g", "X-Forwarded-Proto: http", $"traceparent: {TraceParent}");

    private static readonly RawMessage Relayed = Message(
        "HTTP/1.1 200 OK", "data: 1\n\n", "content-type: text/event-stream", "Mcp-Session-Id: cw.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", $"X-Trace-Id: {TraceId}");

    public static TheoryData<string, string?> FaultyRequests => new()
    {
        { "X-Forwarded-For", "1.2.3.4" }, { "X-Forwarded-Proto", null }, { "Host", "g" }, { "Authorization", "Bearer t" }, { "X-Auth-User-Id", "other" }, { "X-Auth-User-Id", null },
        { "X-Auth-Email", "forged" }, { "Mcp-Session-Id", "cw.AAAA" }, { "Mcp-Session-Id", null }, { "X-A", "1" }, { "X-A", "2, 1" }, { "x-new", "" }, { "Cookie", "a=1" },
        { "traceparent", "odd" },
    };

    public static TheoryData<string, string?> FaultyAnswers => new()
    {
        { "Content-Type", "application/json" }, { "Content-Type", null }, { "Set-Cookie", "a" }, { "Mcp-Session-Id", "s" }, { "Mcp-Session-Id", "dA.AAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        { "Mcp-Session-Id", null }, { "X-Trace-Id", null }, { "X-Trace-Id", "odd" }, { "Access-Control-Allow-Origin", "*" }, { "Vary", "Origin" }, { "Server", "Kestrel" }, { "Date", "odd" },
    };

    [Fact]
    public void Exchange_AsTheSpecificationSays_HasNoDifferences() => Assert.Empty(Differences(Received, Relayed));

    [Theory]
    [MemberData(nameof(FaultyRequests))]
    public void Exchange_WithAFaultyHeaderOfTheRequest_HasOneDifference(string name, string? value) =>
        Assert.StartsWith($"The MCP server received another {name}: ", Assert.Single(Differences(With(Received, name, value), Relayed)), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(FaultyAnswers))]
    public void Exchange_WithAFaultyHeaderOfTheAnswer_HasOneDifference(string name, string? value) =>
        Assert.StartsWith($"The client received another {name}: ", Assert.Single(Differences(Received, With(Relayed, name, value))), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("POST /mcp?a=1 HTTP/1.1", "{}", "HTTP/1.1 200 OK", "data: 1\n\n")]
    [InlineData("POST /inner/mcp-internal HTTP/1.1", "{}", "HTTP/1.1 200 OK", "data: 1\n\n")]
    [InlineData("POST /inner/mcp-internal?a=1 HTTP/1.1", "{ }", "HTTP/1.1 200 OK", "data: 1\n\n")]
    [InlineData("POST /inner/mcp-internal?a=1 HTTP/1.1", "", "HTTP/1.1 200 OK", "data: 1\n\n")]
    [InlineData("POST /inner/mcp-internal?a=1 HTTP/1.1", "{}", "HTTP/1.1 200 Fine", "data: 1\n\n")]
    [InlineData("POST /inner/mcp-internal?a=1 HTTP/1.1", "{}", "HTTP/1.1 202 OK", "data: 1\n\n")]
    [InlineData("POST /inner/mcp-internal?a=1 HTTP/1.1", "{}", "HTTP/1.1 200 OK", "data: 1\r\n\r\n")]
    [InlineData("POST /inner/mcp-internal?a=1 HTTP/1.1", "{}", "HTTP/1.1 200 OK", "data: 1\n\n: \n\n")]
    public void Exchange_WithAnotherLineOrBody_HasOneDifference(string requestLine, string requestBody, string statusLine, string answerBody) =>
        Assert.Single(Differences(
            Received with { StartLine = requestLine, Body = Message("", requestBody).Body },
            Relayed with { StartLine = statusLine, Body = Message("", answerBody).Body }));

    private static IReadOnlyList<string> Differences(RawMessage received, RawMessage relayed) => new Exchange(
        new MessagePair(Sent, received),
        new MessagePair(Answered, relayed),
        new Surroundings(Request, "u", "g", [new RawField("X-Auth-User-Id", "user")], "{}")).Differences();

    private static RawMessage With(RawMessage message, string name, string? value) => message with
    {
        Fields = [.. message.Fields.Where(field => !field.Is(name)), .. value is null ? Array.Empty<RawField>() : [new RawField(name, value)]],
    };

    private static RawMessage Message(string startLine, string body, params string[] lines) =>
        new(startLine, [.. lines.Select(RawField.Parse)], System.Text.Encoding.UTF8.GetBytes(body), []);
}
