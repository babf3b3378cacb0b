namespace FtlAuth.Tests.HostileMessages;

/// <summary>Rules for tools and methods cannot be got around by the way in which a call is written.</summary>
internal static class ToolRows
{
    private const string Modern = "MCP-Protocol-Version: 2026-07-28";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        // A tool that needs a scope.
        Tool("plain", "\"delete_user\"", "\"delete_users\""),
        Tool("one letter escaped", "\"delete_\\u0075ser\"", "\"delete_\\u0075sers\""),
        Tool("every letter escaped", Escaped("delete_user"), Escaped("delete_usex")),
        Tool("letter case", "\"Delete_User\"", "\"Delete_Use\""),
        Tool("upper case, escaped", "\"\\u0044ELETE_USER\"", "\"\\u0044ELETE_USE\""),
        Tool("space before", "\" delete_user\"", "\" delete_use\""),
        Tool("space behind", "\"delete_user \"", "\"delete_use \""),
        Tool("no-break space behind", "\"delete_user\u00A0\"", "\"delete_use\u00A0\""),
        Tool("ideographic space, escaped", "\"\\u3000delete_user\"", "\"\\u3000delete_use\""),
        Tool("long s", "\"delete_u\u017Fer\"", "\"delete_u\u0161er\""),
        Tool("long s, escaped", "\"delete_u\\u017fer\"", "\"delete_u\\u0161er\""),
        Refused("notification", Refusal.Scope, """{"method":"tools/call","params":{"name":"delete_user"}}""", """{"method":"tools/call","params":{"name":"delete_users"}}"""),
        Refused("params before the method", Refusal.Scope, """{"params":{"name":"delete_user"},"id":1,"method":"tools/call"}""", """{"params":{"name":"echo"},"id":1,"method":"tools/call"}"""),
        Refused("name behind two thousand members", Refusal.Scope, Call($$"""{{{Members}},"name":"delete_user"}"""), Call($$"""{{{Members}},"name":"echo"}""")),
        Refused("escaped member", Refusal.Scope, Call("""{"n\u0061me":"delete_user"}"""), Call("""{"n\u0061me":"echo"}""")),
        Refused("another name in the arguments", Refusal.Scope, Call("""{"arguments":{"name":"echo"},"name":"delete_user"}"""), Call("""{"arguments":{"name":"delete_user"},"name":"echo"}""")),

        // A tool that is not named by one text.
        Unclear("no name", Call("{}"), Call("""{"name":"echo"}""")),
        Unclear("no params", """{"id":1,"method":"tools/call"}""", """{"id":1,"method":"tools/list"}"""),
        Unclear("params null", Call("null"), Call("""{"name":"null"}""")),
        Unclear("params in an array", Call("""["delete_user"]"""), Call("""{"name":"delete"}""")),
        Unclear("name in an array", Named("[\"delete_user\"]"), Named("\"[delete_user]\"")),
        Unclear("name in nested arrays", Named("[[\"delete_user\"]]"), Named("\"[[delete_user]]\"")),
        Unclear("name in an object", Named("{\"name\":\"delete_user\"}"), Named("\"{name:delete_user}\"")),
        Unclear("name a number", Named("7"), Named("\"7\"")),
        Unclear("name null", Named("null"), Named("\"NULL\"")),
        Unclear("name true", Named("true"), Named("\"true\"")),
        Unclear("Name beside name", Call("""{"name":"echo","Name":"delete_user"}"""), Call("""{"name":"echo","Names":"delete_user"}""")),
        Unclear("NAME before name", Call("""{"NAME":"delete_user","name":"echo"}"""), Call("""{"NAMES":"delete_user","name":"echo"}""")),
        Unclear("Name alone", Call("""{"Name":"delete_user"}"""), Call("""{"name":"echo","nam":"delete_user"}""")),
        Unclear("Name, escaped", Call("""{"name":"echo","\u004eame":"delete_user"}"""), Call("""{"name":"echo","\u004eames":"delete_user"}""")),
        Unclear("name that ends at a NUL, beside name", Call("""{"name":"echo","name\u0000":"delete_user"}"""), Call("""{"name":"echo","name0":"delete_user"}""")),
        Unclear("NUL behind", Named("\"delete_user\\u0000\""), Named("\"delete_user0\"")),
        Unclear("line break behind", Named("\"delete_user\\n\""), Named("\"delete_usern\"")),
        Unclear("separator that other languages trim", Named("\"\\u001fdelete_user\""), Named("\"\\u002fdelete_user\"")),
        Unclear("half of a surrogate pair", Named("\"delete_user\\ud800\""), Named("\"delete_user\\ud83d\\ude00\"")),

        // Methods that some server could take for tools/call.
        Method("slash escaped", "tools\\/call", "tools\\/list"),
        Method("a letter escaped", "\\u0074ools/call", "\\u0074ools/cal"),
        Method("letter case", "Tools/Call", "Tools/List"),
        Method("space before", " tools/call", " tools/list"),
        Method("space behind", "tools/call ", "tools/list "),
        Method("line break behind", "tools/call\\n", "tools/list ", Refusal.Invalid()),
        Method("NUL behind", "tools/call\\u0000", "tools/call0", Refusal.Invalid()),
        Method("separator behind", "tools/call\\u001f", "tools/call_", Refusal.Invalid()),
        Method("long s", "tool\u017F/call", "tool\u0161/call"),
        Method("half of a surrogate pair behind", "tools/call\\ud800", "tools/call\\ud83d\\ude00", Refusal.Invalid()),

        // What a header says does not count.
        HostileMessage.Refused("name of an allowed tool in a header", Refusal.Scope, Body(Named("\"delete_user\"")).With("Mcp-Name: echo"), Body(Named("\"echo\"")).With("Mcp-Name: delete_user"), GatewayKind.Tools),
        HostileMessage.Refused("name of an allowed method in a header", Refusal.Scope, Body(Named("\"delete_user\"")).With("Mcp-Method: ping"), Body(Named("\"echo\"")).With("Mcp-Method: ping"), GatewayKind.Tools),
        HostileMessage.Refused("name of an allowed tool in a header of a modern request", Refusal.Mismatch(), Body(Named("\"delete_user\"")).With(Modern, "Mcp-Name: echo"), Body(Named("\"echo\"")).With(Modern, "Mcp-Name: echo"), GatewayKind.Tools),
        HostileMessage.Refused("modern request", Refusal.Scope, Body(Named("\"delete_user\"")).With(Modern, "Mcp-Name: delete_user"), Body(Named("\"delete_users\"")).With(Modern, "Mcp-Name: delete_users"), GatewayKind.Tools),

        // A claim, by the beginning of the name.
        Refused("beginning alone", Refusal.Claim(), Named("\"admin\""), Named("\"admi\"")),
        Refused("beginning and more", Refusal.Claim(), Named("\"admin_x\""), Named("\"adm_in_x\"")),
        Refused("beginning in another letter case", Refusal.Claim(), Named("\"ADMIN.x\""), Named("\"ADM.IN.x\"")),
        Refused("beginning, escaped", Refusal.Claim(), Named("\"adm\\u0069n/x\""), Named("\"adm\\u0069m/x\"")),
        Refused("beginning with a dotless i", Refusal.Claim(), Named("\"adm\u0131n\""), Named("\"adm\u00EDn\"")),
        Refused("beginning behind a space", Refusal.Claim(), Named("\" admin\""), Named("\"_admin\"")),
        Refused("claim, in a notification", Refusal.Claim(null), """{"method":"tools/call","params":{"name":"admin"}}""", """{"method":"tools/call","params":{"name":"badmin"}}"""),

        // Batches.
        Refused("alone in a batch", Refusal.Scope, $"[{Named("\"delete_user\"")}]", $"[{Named("\"echo\"")}]"),
        Refused("second in a batch", Refusal.Scope, $"[{Named("\"echo\"")},{Named("\"delete_user\"")}]", $"[{Named("\"echo\"")},{Named("\"echo\"")}]"),
        Refused("first in a batch", Refusal.Scope, $"[{Named("\"delete_user\"")},{Named("\"echo\"")}]", $"[{Named("\"delete\"")},{Named("\"echo\"")}]"),
        Refused("claim in a batch", Refusal.Claim(null), $"[{Named("\"delete_user\"")},{Named("\"admin\"")}]", $"[{Named("\"x\"")},{Named("\"y\"")}]"),
        Refused("unclear in a batch", Refusal.Invalid(null), $"[{Named("\"echo\"")},{Named("[]")}]", $"[{Named("\"echo\"")},{Named("\"[]\"")}]"),

        // Rules for methods.
        Refused("method that needs a scope", Refusal.Scope, """{"id":1,"method":"resources/read"}""", """{"id":1,"method":"resource/read"}"""),
        Refused("method with an escaped slash", Refusal.Scope, """{"id":1,"method":"resources\/list"}""", """{"id":1,"method":"prompts\/list"}"""),
        Refused("method in upper case", Refusal.Scope, """{"id":1,"method":"RESOURCES/LIST"}""", """{"id":1,"method":"PROMPTS/LIST"}"""),
        Refused("method that is only the beginning", Refusal.Scope, """{"id":1,"method":"resources/"}""", """{"id":1,"method":"resources"}"""),
        Refused("method in a notification", Refusal.Scope, """{"method":"resources/x"}""", """{"method":"resources-x"}"""),
        Refused("method in a batch", Refusal.Scope, """[{"id":1,"method":"ping"},{"id":2,"method":"resources/read"}]""", """[{"id":1,"method":"ping"},{"id":2,"method":"prompts/read"}]"""),
        Refused("method that is no text", Refusal.Invalid(), """{"id":1,"method":"\ud800"}""", """{"id":1,"method":"\ud83d\ude00"}"""),

        HostileMessage.Passed("answer that looks like a call", """{"id":1,"result":{},"params":{"name":"delete_user"}}""", GatewayKind.Tools),
        HostileMessage.Passed("prompt with the name of a tool", """{"id":1,"method":"prompts/get","params":{"name":"delete_user"}}""", GatewayKind.Tools),
    ];

    private static string Members => string.Join(',', Enumerable.Range(0, 2_000).Select(index => $"\"n{index}\":1"));

    private static HostileMessage Refused(string name, Refusal refusal, string hostile, string twin) => HostileMessage.Refused(name, refusal, hostile, twin, GatewayKind.Tools);

    private static HostileMessage Tool(string name, string hostile, string twin) => Refused($"tool: {name}", Refusal.Scope, Named(hostile), Named(twin));

    private static HostileMessage Unclear(string name, string hostile, string twin) => Refused($"tool: {name}", Refusal.Invalid(), hostile, twin);

    private static HostileMessage Method(string name, string hostile, string twin, Refusal? refusal = null) => Refused(
        $"method: {name}", refusal ?? Refusal.Scope, Named("\"delete_user\"", hostile), Named("\"delete_user\"", twin));

    private static Sent Body(string body) => body;

    private static string Named(string name, string method = "tools/call") => "{\"id\":1,\"method\":\"" + method + "\",\"params\":{\"name\":" + name + "}}";

    private static string Call(string parameters) => $$"""{"id":1,"method":"tools/call","params":{{parameters}}}""";

    private static string Escaped(string text) => "\"" + string.Concat(text.Select(letter => $"\\u{(int)letter:x4}")) + "\"";
}
