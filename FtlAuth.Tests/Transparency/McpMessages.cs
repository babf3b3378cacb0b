namespace FtlAuth.Tests.Transparency;

/// <summary>Every kind of JSON-RPC message that MCP has, written as different clients write them.</summary>
internal static class McpMessages
{
    public const string Modern = "2026-07-28";

    public const string Result = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Grüße, 世界 🌍"}],"n":1.0}}""";

    public const string Events =
        "id: 0\ndata:\n\n"
        + ": a comment\n\nevent: message\nid: 1/2=_a\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"p\",\"progress\":1}}\n\n"
        + "retry: 500\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"sampling/createMessage\",\"params\":{\"messages\":[]}}\n\n"
        + "event: message\r\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\r\ndata: \"result\":{\"text\":\"Grüße, 世界 🌍\"}}\r\n\r\n";

    /// <summary>The methods of the legacy era that a client asks for, and their params; all but <c>initialize</c>.</summary>
    public static IReadOnlyList<(string Method, string? Params)> LegacyRequests { get; } =
    [
        ("ping", null),
        ("tools/list", null),
        ("tools/list", """{"cursor":"eyJwYWdlIjoyfQ=="}"""),
        ("tools/call", """{"name":"echo","arguments":{"text":"Grüße, 世界 🌍 \u00e9\/"},"_meta":{"progressToken":12345678901234567890}}"""),
        ("tools/call", """{"name":"task","arguments":{},"task":{"ttl":60000}}"""),
        ("resources/list", "{}"),
        ("resources/templates/list", "{ }"),
        ("resources/read", """{"uri":"file:///a%20b/ü?x=1#y"}"""),
        ("resources/subscribe", """{"uri":"file:///a"}"""),
        ("resources/unsubscribe", """{"uri":"file:///a"}"""),
        ("prompts/list", "{\n  \"cursor\" : null\n}"),
        ("prompts/get", """{"name":"greet","arguments":{"who":"Ada"}}"""),
        ("completion/complete", """{"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"who","value":"A"},"context":{"arguments":{}}}"""),
        ("logging/setLevel", """{"level":"debug"}"""),
        ("tasks/list", "{}"),
        ("tasks/get", """{"taskId":"786512e2"}"""),
        ("tasks/result", """{"taskId":"786512e2"}"""),
        ("tasks/cancel", """{"taskId":"786512e2"}"""),
        ("vendor.example/anything", """{"a":[1,2.50,1e3,-0,"\ud83c\udf0d"],"b":{"a":1,"a":2},"c":null,"":true}"""),
    ];

    /// <summary>Complete messages of a legacy client that get no answer in a body.</summary>
    public static IReadOnlyList<(string Name, string Body)> LegacyStatements { get; } =
    [
        ("notifications/initialized", """{"jsonrpc":"2.0","method":"notifications/initialized"}"""),
        ("notifications/cancelled", """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"a","reason":"Ende – früh"}}"""),
        ("notifications/progress", """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.5,"total":1.0}}"""),
        ("notifications/roots/list_changed", """{ "jsonrpc" : "2.0", "method" : "notifications/roots/list_changed" }"""),
        ("notifications/tasks/status", """{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{"taskId":"t","status":"working"}}"""),
        ("answer to ping", """{"jsonrpc":"2.0","id":"p","result":{}}"""),
        ("answer to sampling/createMessage",
            """{"jsonrpc":"2.0","id":7,"result":{"role":"assistant","content":{"type":"text","text":"Paris"},"model":"m","stopReason":"endTurn"}}"""),
        ("answer to elicitation/create", """{"jsonrpc":"2.0","id":8,"result":{"action":"accept","content":{"name":"Ada"}}}"""),
        ("answer to roots/list", """{"jsonrpc":"2.0","id":9,"result":{"roots":[{"uri":"file:///home","name":"Home"}]}}"""),
        ("error instead of an answer", """{"jsonrpc":"2.0","id":10,"error":{"code":-32601,"message":"Method not found","data":{"_meta":{"a":1}}}}"""),
    ];

    /// <summary>The methods of the stateless era, their params, and what <c>Mcp-Name</c> says of them.</summary>
    public static IReadOnlyList<(string Method, string Params, string? Name)> ModernRequests { get; } =
    [
        ("server/discover", "{}", null),
        ("tools/list", "{}", null),
        ("tools/list", """{"cursor":"2"}""", null),
        ("tools/call", """{"name":"echo","arguments":{"text":"Grüße, 世界 🌍"}}""", "echo"),
        ("tools/call", """{"name":"weather","arguments":{"city":"Oslo","days":3},"requestState":"b64==","inputResponses":{"q":{"action":"accept"}}}""", "weather"),
        ("resources/list", "{}", null),
        ("resources/templates/list", "{}", null),
        ("resources/read", """{"uri":"file:///a%20b?x=1"}""", "file:///a%20b?x=1"),
        ("prompts/list", "{}", null),
        ("prompts/get", """{"name":"greet","arguments":{"who":"Ada"}}""", "greet"),
        ("completion/complete", """{"ref":{"type":"ref/resource","uri":"file:///{path}"},"argument":{"name":"path","value":"a"}}""", null),
        ("subscriptions/listen", """{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["file:///a"]}}""", null),
        ("tasks/get", """{"taskId":"t"}""", null),
        ("tasks/update", """{"taskId":"t","inputResponses":{}}""", null),
        ("tasks/cancel", """{"taskId":"t"}""", null),
        ("vendor.example/anything", """{"b":{"a":1,"a":2}}""", null),
    ];

    /// <summary>An <c>initialize</c> that ends in the braces of its params and its own.</summary>
    public static string Initialize(string version) =>
        $$$"""{ "jsonrpc":"2.0", "id" : 0,"method":"initialize","params":{"protocolVersion":"{{{version}}}","capabilities":{"roots":{"listChanged":true},"sampling":{}},"clientInfo":{"name":"Klänt","version":"1.0"}"""
        + "}}";

    public static string Request(string method, string? parameters) =>
        parameters is null ? $$"""{"method":"{{method}}","jsonrpc":"2.0","id":1}""" : $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""";

    /// <summary>A message of the stateless era: a request, or a notification, which has no id.</summary>
    public static string ModernMessage(string method, string parameters, bool isRequest = true)
    {
        const string Meta =
            """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"Klänt","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}
            """;
        var members = parameters == "{}" ? "" : parameters[1..^1] + ",";
        var id = isRequest ? "\"id\":1," : "";
        return $$"""{"jsonrpc":"2.0",{{id}}"method":"{{method}}","params":{""" + members + Meta + "}}";
    }
}
