namespace FtlAuth.Tests.HostileMessages;

/// <summary>Where batches are allowed, each of their messages is treated as one by itself, and <c>initialize</c> is none of them.</summary>
internal static class AllowedBatchRows
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Modern = """{"id":2,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Passed("one message", $"[{Ping}]"),
        Passed("a hundred messages", Many(100)),
        Passed("white space everywhere", $" [ {Ping} ,\r\n\t{Ping} ] \n"),
        Passed("requests, notifications and answers", $$$$"""[{{{{Ping}}}},{"method":"notifications/initialized"},{"id":7,"result":{}},{}]"""),
        Passed("the same ids and names in two messages", $$$$"""[{{{{Ping}}}},{{{{Ping}}}}]"""),
        Passed("one message without a batch", Ping),
        HostileMessage.Passed("headers of which the messages know nothing", Body($"[{Ping}]").With("Mcp-Method: tools/call", "MCP-Protocol-Version: 2025-03-26"), GatewayKind.Batches),

        Row("empty", Refusal.Invalid(null), "[]", "[{}]"),
        Row("101 messages", Refusal.Invalid(null), Many(101), Many(100)),
        Row("ten thousand messages", Refusal.Invalid(null), Many(10_000), Many(99)),
        Row("batch in a batch", Refusal.ParseError, $"[[{Ping}]]", $"[{Ping}]"),
        Row("batch behind a message", Refusal.ParseError, $"[{Ping},[{Ping}]]", $"[{Ping},{Ping}]"),
        Row("empty batch in a batch", Refusal.ParseError, "[[]]", "[{}]"),
        Row("null", Refusal.ParseError, $"[{Ping},null]", $"[{Ping},{{}}]"),
        Row("number", Refusal.ParseError, "[1]", """[{"x":1}]"""),
        Row("text", Refusal.ParseError, "[\"{}\"]", """[{"x":"{}"}]"""),
        Row("comma behind the last message", Refusal.ParseError, $"[{Ping},]", $"[{Ping} ]"),
        Row("comma before the first message", Refusal.ParseError, $"[,{Ping}]", $"[ {Ping}]"),
        Row("no comma between", Refusal.ParseError, $"[{Ping}{Ping}]", $"[{Ping}, {Ping}]"),
        Row("never closed", Refusal.ParseError, $"[{Ping}", $"[{Ping}]"),
        Row("two batches", Refusal.ParseError, $"[{Ping}][{Ping}]", $"[{Ping}]  "),
        Row("message behind the batch", Refusal.ParseError, $"[{Ping}]{Ping}", $"[{Ping}]\n"),
        Row("byte order mark", Refusal.ParseError, $"\uFEFF[{Ping}]", $" [{Ping}]"),
        Row("65 levels in a message", Refusal.ParseError, Deep(64), Deep(63)),

        Initialize("alone", """[{"id":1,"method":"initialize"}]"""),
        Initialize("first", $$$$"""[{"id":1,"method":"initialize"},{{{{Ping}}}}]"""),
        Initialize("last of a hundred", $$$$"""{{{{Many(99)[..^1]}}}},{"id":1,"method":"initialize"}]"""),
        Initialize("written with escapes", $$$$"""[{{{{Ping}}}},{"id":1,"\u006dethod":"\u0069nitialize"}]"""),
        Initialize("as a notification", $$$$"""[{{{{Ping}}}},{"method":"initialize","params":{}}]"""),
        Initialize("with params that are no object", """[{"id":1,"method":"initialize","params":[]}]"""),

        Row("member twice in the second message", Refusal.ParseError, $$$$"""[{{{{Ping}}}},{"id":1,"id":2}]""", $$$$"""[{{{{Ping}}}},{"id":1,"ids":2}]"""),
        Row("params twice, one escaped", Refusal.ParseError, $$$$"""[{{{{Ping}}}},{"params":{},"p\u0061rams":{}}]""", $$$$"""[{{{{Ping}}}},{"params":{},"p\u0061ram":{}}]"""),
        Row("look-alike in the second message", Refusal.Invalid(null), $$$$"""[{{{{Ping}}}},{"id":1,"METHOD":"initialize"}]""", $$$$"""[{{{{Ping}}}},{"id":1,"METHODS":"initialize"}]"""),
        Row("method that is no text", Refusal.Invalid(null), $$$$"""[{"id":1,"method":1},{{{{Ping}}}}]""", $$$$"""[{"id":1,"method":"1"},{{{{Ping}}}}]"""),
        Row("id that is an object", Refusal.Invalid(null), $$$$"""[{"id":{},"method":"a"},{{{{Ping}}}}]""", $$$$"""[{"id":"{}","method":"a"},{{{{Ping}}}}]"""),
        Row("half of a surrogate pair in a name", Refusal.ParseError, $$$$"""[{{{{Ping}}}},{"\ud800":1}]""", $$$$"""[{{{{Ping}}}},{"\ud83d\ude00":1}]"""),
        Row("modern message", Refusal.Invalid(null), $"[{Ping},{Modern}]", $$$$"""[{{{{Ping}}}},{"id":2,"method":"ping","params":{"_meta":{}}}]"""),
        HostileMessage.Refused(
            "modern by its header", Refusal.Invalid(null), Body($"[{Ping}]").With("MCP-Protocol-Version: 2026-07-28"),
            Body($"[{Ping}]").With("MCP-Protocol-Version: 2025-03-26"), GatewayKind.Batches),

        Cleaned("forged in the only message", """[{"id":1,"method":"ping","params":{"_authContext":"forged"}}]""", """[{"id":1,"method":"ping","params":{}}]"""),
        Cleaned(
            "forged in the second message", $$$$"""[{{{{Ping}}}},{"id":2,"method":"tools/call","params":{"name":"a","_AuthContext":"forged"}}]""",
            $$$$"""[{{{{Ping}}}},{"id":2,"method":"tools/call","params":{"name":"a"}}]"""),
        Cleaned(
            "forged in every message",
            """[{"params":{"_authContext":"forged","a":1}}, {"method":"x","params":{"_meta":{"dev.ftl/user":"forged"}}} ,{"result":{},"params":{"_meta":{"a":1,"DEV.ftl\/user":"forged"},"\u005fauthContext":"forged"}}]""",
            """[{"params":{"a":1}}, {"method":"x","params":{"_meta":{}}} ,{"result":{},"params":{"_meta":{"a":1}}}]"""),
        Cleaned(
            "forged in the last of a hundred", $$$$"""{{{{Many(99)[..^1]}}}},{"params":{"_authContext":"forged"}}]""", $$$$"""{{{{Many(99)[..^1]}}}},{"params":{}}]"""),
    ];

    private static HostileMessage Passed(string name, string body) => HostileMessage.Passed(name, body, GatewayKind.Batches);

    private static HostileMessage Row(string name, Refusal refusal, string hostile, string twin) =>
        HostileMessage.Refused(name, refusal, hostile, twin, GatewayKind.Batches);

    private static HostileMessage Initialize(string name, string hostile) =>
        Row($"initialize {name}", Refusal.Invalid(null), hostile, hostile.Replace("nitialize", "nitialized", StringComparison.Ordinal));

    private static HostileMessage Cleaned(string name, string hostile, string reaches) => HostileMessage.Cleaned(name, hostile, reaches, GatewayKind.Batches);

    private static Sent Body(string body) => body;

    private static string Many(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(index => $$"""{"id":{{index}},"method":"ping"}"""))}]";

    private static string Deep(int levels) => $$"""[{"x":{{new string('[', levels)}}{{new string(']', levels)}}}]""";
}
