using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>Every message of the stateless era, with each kind of answer.</summary>
internal static class ModernRows
{
    private const string Unsupported =
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"Unsupported protocol version","data":{"supported":["2025-11-25"],"requested":"2026-07-28"}}}""";

    private const string Mismatch = """{"jsonrpc":"2.0","id":1,"error":{"code":-32020,"message":"Header mismatch: Mcp-Name"}}""";
    private const string NotFound = """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}""";

    public static IEnumerable<TransparencyCase> All { get; } = [.. Requests(), .. Special()];

    public static ClientRequest Post(string method, string parameters, string? name = null, params string[] lines) => new(
        "POST",
        [
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            $"MCP-Protocol-Version: {McpMessages.Modern}",
            $"Mcp-Method: {method}",
            .. name is null ? Array.Empty<string>() : [$"Mcp-Name: {name}"],
            .. lines,
        ],
        McpMessages.ModernMessage(method, parameters))
    {
        IsModern = true,
    };

    private static IEnumerable<TransparencyCase> Requests()
    {
        foreach (var (index, (method, parameters, name)) in McpMessages.ModernRequests.Index())
        {
            var request = Post(method, parameters, name);
            yield return new TransparencyCase($"{method} {index}, JSON", request, ServerAnswer.Json(McpMessages.Result));
            yield return new TransparencyCase(
                $"{method} {index}, JSON in chunks", request with { Framing = Framing.Chunked }, ServerAnswer.Json(McpMessages.Result, Framing.Chunked));
            yield return new TransparencyCase($"{method} {index}, SSE", request, ServerAnswer.Events(McpMessages.Events));
            yield return new TransparencyCase($"{method} {index}, 400 -32020", request, Error("400 Bad Request", Mismatch));
            yield return new TransparencyCase($"{method} {index}, 400 -32022", request, Error("400 Bad Request", Unsupported));
            yield return new TransparencyCase($"{method} {index}, 404 -32601", request, Error("404 Not Found", NotFound));
        }
    }

    private static IEnumerable<TransparencyCase> Special()
    {
        const string Call = """{"name":"weather","arguments":{"city":"Oslo"}}""";
        yield return Row("parameters in headers", Post("tools/call", Call, "weather", "Mcp-Param-City: Oslo", "Mcp-Param-Days: 3", "mcp-param-odd-name: \"x\", y"));
        yield return Row("parameter in base64", Post("tools/call", Call, "weather", "Mcp-Param-City: =?base64?w4Vyc3Rh?="));
        yield return Row("name in base64", Post("tools/call", """{"name":"wetter-für"}""", $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes("wetter-für"))}?="));
        yield return Row("session id of another era", Post("tools/list", "{}", null, "Mcp-Session-Id: left-over"));
        yield return Row("event id of another era", Post("tools/list", "{}", null, "Last-Event-ID: 7"));
        yield return Row("header names in lower case", Post("tools/call", Call, "weather") with
        {
            Lines =
            [
                "content-type: application/json; charset=utf-8", "accept: application/json, text/event-stream", "mcp-protocol-version: 2026-07-28",
                "mcp-method: tools/call", "mcp-name: weather",
            ],
        });
        yield return Row("without the version's header", Post("tools/list", "{}") with
        {
            Lines = ["Content-Type: application/json", "Accept: application/json, text/event-stream", "Mcp-Method: tools/list"],
        });
        yield return Row("a later revision", Post("tools/list", "{}") with
        {
            Lines = ["Content-Type: application/json", "Accept: application/json, text/event-stream", "MCP-Protocol-Version: 2027-01-01", "Mcp-Method: tools/list"],
            Body = McpMessages.ModernMessage("tools/list", "{}").Replace(McpMessages.Modern, "2027-01-01", StringComparison.Ordinal),
        });
        yield return new TransparencyCase(
            "notifications/cancelled",
            Post("notifications/cancelled", "{}") with { Body = McpMessages.ModernMessage("notifications/cancelled", """{"requestId":1}""", isRequest: false) },
            ServerAnswer.Empty("HTTP/1.1 202 Accepted"));
        yield return new TransparencyCase(
            "GET", new ClientRequest("GET", ["Accept: text/event-stream", "MCP-Protocol-Version: 2026-07-28"]) { Framing = Framing.None, IsModern = true },
            ServerAnswer.Empty("HTTP/1.1 405 Method Not Allowed", "Allow: POST"));
        yield return new TransparencyCase(
            "DELETE", new ClientRequest("DELETE", ["MCP-Protocol-Version: 2026-07-28"]) { Framing = Framing.None, IsModern = true },
            ServerAnswer.Empty("HTTP/1.1 405 Method Not Allowed", "Allow: POST"));
    }

    private static TransparencyCase Row(string name, ClientRequest request) => new(name, request, ServerAnswer.Events(McpMessages.Events));

    private static ServerAnswer Error(string status, string body) => ServerAnswer.Json(body) with { StatusLine = $"HTTP/1.1 {status}" };
}
