using System.Globalization;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>No member stands twice in the message, its params and their <c>_meta</c>, however it is written: servers take the first or the last.</summary>
internal static class DuplicateRows
{
    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        // In the message.
        Row("method", """{"id":1,"method":"ping","method":"initialize"}""", """{"id":1,"method":"ping","methods":"initialize"}"""),
        Row("method, the harmless one last", """{"id":1,"method":"initialize","method":"ping"}""", """{"id":1,"methods":"initialize","method":"ping"}"""),
        Row("the same method twice", """{"id":1,"method":"ping","method":"ping"}""", """{"id":1,"method":"ping"}"""),
        Row("method, one escaped", """{"id":1,"method":"ping","\u006dethod":"initialize"}""", """{"id":1,"method":"ping","\u006dethods":"initialize"}"""),
        Row("method, the first escaped", """{"id":1,"m\u0065thod":"ping","method":"initialize"}""", """{"id":1,"m\u0065thods":"ping","method":"ping"}"""),
        Row("method, both escaped in different ways", """{"id":1,"metho\u0064":"ping","\u006D\u0065\u0074\u0068\u006F\u0064":"initialize"}""", """{"id":1,"metho\u0064":"ping","\u004D\u0065\u0074\u0068\u006F\u0064s":"initialize"}"""),
        Row("params", """{"id":1,"method":"ping","params":{},"params":{"_authContext":1}}""", """{"id":1,"method":"ping","params":{},"param":{"_authContext":1}}"""),
        Row("params, one escaped", """{"id":1,"method":"initialize","params":{},"p\u0061rams":{"_authContext":1}}""", """{"id":1,"method":"ping","params":{},"p\u0061ram":{"_authContext":1}}"""),
        Row("id", """{"id":1,"id":2,"method":"ping"}""", """{"id":1,"ids":2,"method":"ping"}"""),
        Row("id, one escaped", """{"id":1,"method":"ping","\u0069d":2}""", """{"id":1,"method":"ping","\u0069ds":2}"""),
        Row("jsonrpc", """{"jsonrpc":"2.0","id":1,"method":"ping","jsonrpc":"1.0"}""", """{"jsonrpc":"2.0","id":1,"method":"ping","jsonrpcs":"1.0"}"""),
        Row("result", """{"id":1,"result":{},"result":{"a":1}}""", """{"id":1,"result":{},"results":{"a":1}}"""),
        Row("member that nobody knows", """{"id":1,"method":"ping","x":1,"x":1}""", """{"id":1,"method":"ping","x":1,"X":1}"""),
        Row("member without a name", """{"id":1,"method":"ping","":1,"":2}""", """{"id":1,"method":"ping","":1," ":2}"""),
        Row("name beyond ASCII, one escaped", """{"id":1,"method":"ping","é":1,"\u00e9":2}""", """{"id":1,"method":"ping","é":1,"e\u0301":2}"""),
        Row("name beyond the first plane, one escaped", """{"id":1,"method":"ping","😀":1,"\ud83d\ude00":2}""", """{"id":1,"method":"ping","😀":1,"\ud83d\ude01":2}"""),
        Row("slash, one escaped", """{"id":1,"method":"ping","a/b":1,"a\/b":2}""", """{"id":1,"method":"ping","a/b":1,"a\\/b":2}"""),
        Row("tab, escaped in two ways", """{"id":1,"method":"ping","a\tb":1,"a\u0009b":2}""", """{"id":1,"method":"ping","a\tb":1,"a\u0008b":2}"""),

        // In params.
        Row("name in params", Call("""{"name":"a","name":"b"}"""), Call("""{"name":"a","title":"b"}""")),
        Row("name in params, one escaped", Call("""{"name":"a","n\u0061me":"b"}"""), Call("""{"name":"a","n\u0061mes":"b"}""")),
        Row("arguments", Call("""{"name":"a","arguments":{},"arguments":{"b":1}}"""), Call("""{"name":"a","arguments":{},"argument":{"b":1}}""")),
        Row("_authContext", Call("""{"_authContext":1,"_authContext":2}"""), Call("""{"_authContext_":1,"authContext":2}""")),
        Row("_authContext, one escaped", Call("""{"_authContext":1,"\u005fauthContext":2}"""), Call("""{"authContext":1,"\u005fauth":2}""")),
        Row("_meta", Call("""{"_meta":{},"_meta":{"dev.ftl/user":1}}"""), Call("""{"_meta":{},"meta":{"dev.ftl/user":1}}""")),
        Row("_meta, one escaped", Call("""{"_meta":{},"\u005fmeta":{"dev.ftl/user":1}}"""), Call("""{"_meta":{},"\u005fmetas":{"dev.ftl/user":1}}""")),
        Row("_meta, first null", Call("""{"_meta":null,"_meta":{"dev.ftl/user":1}}"""), Call("""{"_meta":null,"__meta":{"dev.ftl/user":1}}""")),

        // In _meta.
        Row("entry of _meta", Call("""{"_meta":{"a":1,"a":2}}"""), Call("""{"_meta":{"a":1,"b":2}}""")),
        Row("entry of _meta, one escaped", Call("""{"_meta":{"a":1,"\u0061":2}}"""), Call("""{"_meta":{"a":1,"\u0062":2}}""")),
        Row("progress token", Call("""{"_meta":{"progressToken":1,"progressToken":2}}"""), Call("""{"_meta":{"progressToken":1,"progressTokens":2}}""")),
        Row("identity in _meta", Call("""{"_meta":{"dev.ftl/user":1,"dev.ftl/user":2}}"""), Call("""{"_meta":{"dev.ftl/users":1,"dev.ftl/use":2}}""")),
        Row("identity in _meta, the slash escaped", Call("""{"_meta":{"dev.ftl/user":1,"dev.ftl\/user":2}}"""), Call("""{"_meta":{"dev.ftl/u":1,"dev.ftl\/v":2}}""")),
        Row("protocol version in _meta", Call("""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-06-18","io.modelcontextprotocol\/protocolVersion":"2026-07-28"}}"""), Call("""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-06-18","io.modelcontextprotocol\/clientInfo":"2026-07-28"}}""")),

        // Far apart, and among more than fit into the fast path.
        Row("a megabyte apart", Call($$"""{"a":1,"b":"{{new string('x', 1_000_000)}}","a":2}"""), Call($$"""{"a":1,"b":"{{new string('x', 1_000_000)}}","c":2}""")),
        Many(16, 0, 15, escaped: false),
        Many(17, 0, 16, escaped: false),
        Many(17, 15, 16, escaped: true),
        Many(18, 16, 17, escaped: true),
        Many(33, 31, 32, escaped: false),
        Many(100, 0, 99, escaped: true),
        Many(1_000, 499, 500, escaped: false),
        Many(5_000, 0, 4_999, escaped: true),
        Many(20_000, 10_000, 19_999, escaped: false),
        Row("17 members of the message", $$"""{"id":1,"method":"ping",{{Members(20)}},"n19":2}""", $$"""{"id":1,"method":"ping",{{Members(20)}},"n20":2}"""),
        Row("2000 members of the message", $$"""{"id":1,"method":"ping",{{Members(2_000)}},"\u006e1999":2}""", $$"""{"id":1,"method":"ping",{{Members(2_000)}},"\u006e2000":2}"""),
        Row("17 entries of _meta", Call($$$"""{"_meta":{{{{Members(20)}}},"n0":2}}"""), Call($$$"""{"_meta":{{{{Members(20)}}},"m0":2}}""")),
        Row("2000 entries of _meta", Call($$$"""{"_meta":{{{{Members(2_000)}}},"n\u0030":2}}"""), Call($$$"""{"_meta":{{{{Members(2_000)}}},"m\u0030":2}}""")),
        Row("_authContext behind a hundred members", Call($$"""{"_authContext":1,{{Members(100)}},"_auth\u0043ontext":2}"""), Call($$"""{"authContext":1,{{Members(100)}},"authContexts":2}""")),

        // Deeper within, the gateway reads nothing.
        HostileMessage.Passed("in a tool's arguments", Call("""{"name":"a","arguments":{"a":1,"a":2,"_authContext":3}}""")),
        HostileMessage.Passed("in an entry of _meta", Call("""{"name":"a","_meta":{"a":{"b":1,"b":2}}}""")),
        HostileMessage.Passed("in a result", """{"id":1,"result":{"a":1,"a":2}}"""),
        HostileMessage.Passed("the same name on different levels", """{"a":1,"id":1,"method":"ping","params":{"a":1,"id":2,"method":"x","params":3,"_meta":{"a":1,"_meta":2}}}"""),
    ];

    private static HostileMessage Row(string name, string hostile, string twin) => HostileMessage.Refused(name, Refusal.ParseError, hostile, twin);

    // The member at the second place has the name of that at the first; the twin's has not.
    private static HostileMessage Many(int count, int first, int second, bool escaped)
    {
        return Row($"{first} and {second} of {count} members", Call(Write($"n{first}")), Call(Write($"m{first}")));

        string Write(string name)
        {
            var names = Enumerable.Range(0, count).Select(index => $"n{index}").ToArray();
            names[second] = escaped ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)name[0]:x4}{name[1..]}") : name;
            return "{" + string.Join(',', names.Select(each => $"\"{each}\":1")) + "}";
        }
    }

    private static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(index => $"\"n{index}\":1"));

    private static string Call(string parameters) => $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{parameters}}}""";
}
