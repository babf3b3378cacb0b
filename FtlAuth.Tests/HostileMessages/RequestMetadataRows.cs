using System.Text;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>The headers of a modern request say what its body says.</summary>
internal static class RequestMetadataRows
{
    private const string Version = "MCP-Protocol-Version: 2026-07-28";
    private const string Meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";

    private static readonly Sent Echo = Call("\"echo\"");
    private static readonly Sent Read = Body("""{"id":1,"method":"resources/read","params":{"uri":"file:///a","name":"b",META}}""");

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        // MCP-Protocol-Version.
        Row("older version", Echo, ["MCP-Protocol-Version: 2025-06-18"], [Version]),
        Row("later version", Echo, ["MCP-Protocol-Version: 2026-07-29"], [Version]),
        Row("version with more behind", Echo, [Version + "x"], [Version]),
        Row("version in quotes", Echo, ["MCP-Protocol-Version: \"2026-07-28\""], [Version]),
        Row("version twice", Echo, [Version, Version], [Version]),
        Row("version twice in one line", Echo, [Version + ", 2026-07-28"], [Version]),
        Row("version and an older one", Echo, [Version, "mcp-protocol-version: 2025-06-18"], [Version]),
        Row("empty version", Echo, ["MCP-Protocol-Version:"], [Version]),
        Row("version that is a number in the body", Versioned("20260728"), [Version], Versioned("\"2026-07-28\""), [Version]),
        Row("version that is null in the body", Versioned("null"), [Version], Versioned("\"2026-07-28\""), [Version]),
        Row("version in an array in the body", Versioned("[\"2026-07-28\"]"), [Version], Versioned("\"2026-07-28\""), [Version]),
        Row("older version in the body", Versioned("\"2025-06-18\""), [Version], Versioned("\"2026-07-28\""), [Version]),
        Row("half of a surrogate pair in the body", Versioned("\"2026-07-28\\ud800\""), [Version], Versioned("\"2026-07-\\u00328\""), [Version]),

        // Mcp-Method.
        Row("another method", Echo, [Version, "Mcp-Method: tools/list"], [Version, "Mcp-Method: tools/call"]),
        Row("another method, no version in a header", Echo, ["Mcp-Method: tools/list"], ["Mcp-Method: tools/call"]),
        Row("another method, no version in the body", Body("""{"id":1,"method":"tools/call"}"""), [Version, "Mcp-Method: ping"], [Version, "Mcp-Method: tools/call"]),
        Row("method in another letter case", Echo, [Version, "Mcp-Method: Tools/call"], [Version, "mcp-method: tools/call"]),
        Row("method in the body in another letter case", Body("""{"id":1,"method":"Tools/Call","params":{META}}"""), ["Mcp-Method: tools/call"], ["Mcp-Method: Tools/Call"]),
        Row("method twice", Echo, [Version, "Mcp-Method: tools/call", "Mcp-Method: tools/call"], [Version, "Mcp-Method: tools/call"]),
        Row("method and another one", Echo, [Version, "Mcp-Method: tools/call", "Mcp-Method: ping"], [Version, "Mcp-Method: tools/call"]),
        Row("methods in one line", Echo, [Version, "Mcp-Method: tools/call,ping"], [Version, "Mcp-Method: tools/call"]),
        Row("empty method", Echo, [Version, "Mcp-Method: "], [Version]),
        Row("method of an answer, which has none", Body("""{"id":1,"result":{}}"""), [Version, "Mcp-Method: ping"], [Version]),
        Row("method as it is escaped in the body", Body("""{"id":1,"method":"tools\/list","params":{META}}"""), ["Mcp-Method: tools\\/list"], ["Mcp-Method: tools/list"]),
        Row("method percent-encoded", Echo, [Version, "Mcp-Method: tools%2Fcall"], [Version, "Mcp-Method: tools/call"]),
        Row("method encoded like a name", Echo, [Version, $"Mcp-Method: {Encoded("tools/call")}"], [Version, "Mcp-Method: tools/call"]),
        Row("method that is half of a surrogate pair in the body", Body("""{"id":1,"method":"\ud800","params":{META}}"""), ["Mcp-Method: \u00EF\u00BF\u00BD"], [Version]),
        HostileMessage.Refused(
            "notification", Refusal.Mismatch(null), Body("""{"method":"notifications/cancelled"}""").With(Version, "Mcp-Method: ping"),
            Body("""{"method":"notifications/cancelled"}""").With(Version, "Mcp-Method: notifications/cancelled")),
        HostileMessage.Refused(
            "id as it was written", Refusal.Mismatch("\"\\u0061\""), Body("""{"id":"\u0061","method":"ping"}""").With(Version, "Mcp-Method: a"),
            Body("""{"id":"\u0061","method":"ping"}""").With(Version, "Mcp-Method: ping")),

        // Mcp-Name.
        Name("another tool", "admin", "echo"),
        Name("letter case", "Echo", "echo"),
        Name("more behind", "echo2", "echo"),
        Name("percent-encoded", "ech%6F", "echo"),
        Name("in quotes", "\"echo\"", "echo"),
        Name("empty", "", "echo"),
        Row("name twice", Echo, ["Mcp-Name: echo", "Mcp-Name: echo"], ["Mcp-Name: echo"]),
        Row("name and another one", Echo, ["Mcp-Name: echo", "mcp-name: admin"], ["mcp-name: echo"]),
        Row("names in one line", Echo, ["Mcp-Name: echo, admin"], ["Mcp-Name:  echo "]),
        Row("no name in the body", Call(null), ["Mcp-Name: echo"], Echo, ["Mcp-Name: echo"]),
        Row("no params in the body", Body("""{"id":1,"method":"tools/call"}"""), [Version, "Mcp-Name: echo"], [Version]),
        Row("params in an array", Body("""{"id":1,"method":"tools/call","params":["echo"]}"""), [Version, "Mcp-Name: echo"], [Version]),
        Row("name in an array", Call("[\"echo\"]"), ["Mcp-Name: echo"], Echo, ["Mcp-Name: echo"]),
        Row("name that is a number", Call("7"), ["Mcp-Name: 7"], Call("\"7\""), ["Mcp-Name: 7"]),
        Row("name that is null", Call("null"), ["Mcp-Name: null"], Call("\"null\""), ["Mcp-Name: null"]),
        Row("name of escapes", Call("\"\\u0065cho\""), ["Mcp-Name: \\u0065cho"], Call("\"\\u0065cho\""), ["Mcp-Name: echo"]),
        Row("name behind an escaped method", Body("""{"id":1,"method":"tools\/call","params":{"name":"echo",META}}"""), ["Mcp-Name: admin"], ["Mcp-Name: echo"]),
        Row("name with white space that headers do not have", Call("\" echo\""), ["Mcp-Name:  echo"], Call("\" echo\""), [$"Mcp-Name: {Encoded(" echo")}"]),
        Row("resource by its name", Read, ["Mcp-Name: b"], ["Mcp-Name: file:///a"]),
        Row("resource in another letter case", Read, ["Mcp-Name: file:///A"], ["Mcp-Name: file:///a"]),
        Row("prompt by its address", Body("""{"id":1,"method":"prompts/get","params":{"uri":"a","name":"b",META}}"""), ["Mcp-Name: a"], ["Mcp-Name: b"]),

        // Mcp-Name, encoded.
        Name("another tool, encoded", Encoded("admin"), Encoded("echo")),
        Name("encoded twice", Encoded(Encoded("echo")), Encoded("echo")),
        Name("padding missing", "=?base64?ZWNobw?=", "=?base64?ZWNobw==?="),
        Name("padding within", "=?base64?ZW==Nobw==?=", "=?base64?ZWNobw==?="),
        Name("too much padding", "=?base64?ZWNobw===?=", "=?base64?ZWNobw==?="),
        Name("white space within", "=?base64?ZWNo bw==?=", "=?base64?ZWNobw==?="),
        Name("bits that stand for nothing", "=?base64?ZWNobx==?=", "=?base64?ZWNobw==?="),
        Name("character of no alphabet", "=?base64?ZWNo*w==?=", "=?base64?ZWNobw==?="),
        Name("no end", "=?base64?ZWNobw==", "=?base64?ZWNobw==?="),
        Name("no beginning", "ZWNobw==?=", "=?base64?ZWNobw==?="),
        Name("marks in capitals", "=?BASE64?ZWNobw==?=", "=?base64?ZWNobw==?="),
        Name("the coding of mail", "=?utf-8?B?ZWNobw==?=", "=?base64?ZWNobw==?="),
        Name("nothing encoded", "=?base64??=", "=?base64?ZWNobw==?="),
        Name("begin and end in one", "=?base64?=", "=?base64?ZWNobw==?="),
        Row("the other alphabet of base64", Call("\"~~~\u00FF\""), ["Mcp-Name: =?base64?fn5-w78=?="], Call("\"~~~\u00FF\""), ["Mcp-Name: =?base64?fn5+w78=?="]),
        Row("encoded bytes that are no UTF-8", Call("\"\uFFFD\""), ["Mcp-Name: =?base64?/w==?="], Call("\"\uFFFD\""), ["Mcp-Name: =?base64?77+9?="]),
        Row("encoded overlong letter", Call("\"a\""), ["Mcp-Name: =?base64?waE=?="], Call("\"a\""), ["Mcp-Name: =?base64?YQ==?="]),
        Row("encoded with a byte order mark", Call("\"a\""), ["Mcp-Name: =?base64?77u/YQ==?="], Call("\"a\""), ["Mcp-Name: a"]),
        Row("encoded half of a surrogate pair", Call("\"\\ud800\""), ["Mcp-Name: =?base64?7aCA?="], Call("\"\\ud83d\\ude00\""), ["Mcp-Name: =?base64?8J+YgA==?="]),
        Row("name that looks encoded", Call("\"=?base64?ZWNobw==?=\""), ["Mcp-Name: =?base64?ZWNobw==?="], Call("\"=?base64?ZWNobw==?=\""), [$"Mcp-Name: {Encoded("=?base64?ZWNobw==?=")}"]),

        // What the headers do not say, they do not contradict.
        HostileMessage.Passed("no header at all", Echo),
        HostileMessage.Passed("no version in the body", Body("""{"id":1,"method":"ping"}""").With(Version, "Mcp-Method: ping")),
        HostileMessage.Passed("name of a method that has none", Body("""{"id":1,"method":"ping"}""").With(Version, "Mcp-Name: a")),
        HostileMessage.Passed("parameters that only the server knows", Echo.With("Mcp-Param-Text: a").Delivering("Mcp-Param-Text: a")),
    ];

    private static HostileMessage Row(string name, Sent body, string[] hostile, string[] twin) => Row(name, body, hostile, body, twin);

    private static HostileMessage Row(string name, Sent hostile, string[] hostileHeaders, Sent twin, string[] twinHeaders) =>
        HostileMessage.Refused(name, Refusal.Mismatch(), hostile.With(hostileHeaders), twin.With(twinHeaders).Delivering(twinHeaders));

    private static HostileMessage Name(string name, string hostile, string twin) => Row($"name: {name}", Echo, [$"Mcp-Name: {hostile}"], [$"Mcp-Name: {twin}"]);

    // META stands for the member that makes a request modern.
    private static Sent Body(string body) => body.Replace("META", Meta, StringComparison.Ordinal);

    private static Sent Call(string? name) =>
        Body("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{NAMEMETA}}""".Replace("NAME", name is null ? "" : $"\"name\":{name},", StringComparison.Ordinal));

    private static Sent Versioned(string version) =>
        Body("{\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":" + version + "}}}");

    private static string Encoded(string text) => $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
