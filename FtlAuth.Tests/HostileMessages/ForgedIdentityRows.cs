namespace FtlAuth.Tests.HostileMessages;

/// <summary>A client's own identity is cut out of every message, however it is written, and everything else keeps its bytes.</summary>
internal static class ForgedIdentityRows
{
    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        // In messages of every kind.
        Of("initialize", """{"id":1,"method":"initialize","params":{"_authContext":"forged"}}""", """{"id":1,"method":"initialize","params":{"_authContext":USER}}"""),
        Of("initialize, before others", """{"id":1,"method":"initialize","params":{"_authContext":"forged","a":1}}""", """{"id":1,"method":"initialize","params":{"a":1,"_authContext":USER}}"""),
        Of("initialize, in another letter case", """{"id":1,"method":"initialize","params":{"a":1,"_AUTHCONTEXT":{"forged":1}}}""", """{"id":1,"method":"initialize","params":{"a":1,"_authContext":USER}}"""),
        Of("initialize, in _meta", """{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":"forged"}}}""", """{"id":1,"method":"initialize","params":{"_meta":{},"_authContext":USER}}"""),
        Of("initialize, params before the method", """{"params":{"_authContext":"forged"},"method":"initialize","id":1}""", """{"params":{"_authContext":USER},"method":"initialize","id":1}"""),
        Of("initialize without params", """{"id":1,"method":"initialize"}""", """{"id":1,"method":"initialize","params":{"_authContext":USER}}"""),
        Of("initialize with look-alikes of it that are none", """{"id":1,"method":"initialize","params":{"authContext":1,"_authContexts":2,"_auth_context":3}}""", """{"id":1,"method":"initialize","params":{"authContext":1,"_authContexts":2,"_auth_context":3,"_authContext":USER}}"""),
        Of("tools/call", """{"id":1,"method":"tools/call","params":{"name":"a","_authContext":"forged"}}""", """{"id":1,"method":"tools/call","params":{"name":"a"}}"""),
        Of("tools/call, in _meta", """{"id":1,"method":"tools/call","params":{"name":"a","_meta":{"dev.ftl/user":"forged","progressToken":1}}}""", """{"id":1,"method":"tools/call","params":{"name":"a","_meta":{"progressToken":1}}}"""),
        Of("tools/call, in both", """{"id":1,"method":"tools/call","params":{"_authContext":"forged","_meta":{"dev.ftl/user":"forged"},"name":"a"}}""", """{"id":1,"method":"tools/call","params":{"_meta":{},"name":"a"}}"""),
        Of("resources/read", """{"id":1,"method":"resources/read","params":{"uri":"a","_authContext":"forged"}}""", """{"id":1,"method":"resources/read","params":{"uri":"a"}}"""),
        Of("notification", """{"method":"notifications/cancelled","params":{"_authContext":"forged","requestId":1}}""", """{"method":"notifications/cancelled","params":{"requestId":1}}"""),
        Of("notification, in _meta", """{"method":"notifications/progress","params":{"_meta":{"dev.ftl/user":"forged"}}}""", """{"method":"notifications/progress","params":{"_meta":{}}}"""),
        Of("answer", """{"id":1,"result":{},"params":{"_authContext":"forged"}}""", """{"id":1,"result":{},"params":{}}"""),
        Of("error", """{"id":1,"error":{"code":1,"message":""},"params":{"_authContext":"forged"}}""", """{"id":1,"error":{"code":1,"message":""},"params":{}}"""),
        Of("unknown method", """{"id":1,"method":"x/y","params":{"_authContext":"forged"}}""", """{"id":1,"method":"x/y","params":{}}"""),
        Of("initialize in another letter case", """{"id":1,"method":"INITIALIZE","params":{"_authContext":"forged"}}""", """{"id":1,"method":"INITIALIZE","params":{}}"""),
        Of("method that is no text at all", """{"id":1,"method":"\ud800","params":{"_authContext":"forged"}}""", """{"id":1,"method":"\ud800","params":{}}"""),
        Of("neither method nor answer", """{"params":{"_authContext":"forged"}}""", """{"params":{}}"""),
        Of("modern request", """{"id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","dev.ftl/user":"forged"},"_authContext":"forged"}}""", """{"id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"""),

        // However the name is written.
        Member("first letter escaped", "\"\\u005fauthContext\""),
        Member("every letter escaped", "\"" + string.Concat("_authContext".Select(letter => $"\\u{(int)letter:X4}")) + "\""),
        Member("other letter, in another case, escaped", "\"_auth\\u0063ontext\""),
        Member("lower case", "\"_authcontext\""),
        Member("upper case", "\"_AUTHCONTEXT\""),
        Member("white space around", " \t\"_authContext\" \n"),
        Entry("slash escaped", "\"dev.ftl\\/user\""),
        Entry("upper case", "\"DEV.FTL/USER\""),
        Entry("long s", "\"dev.ftl/u\u017Fer\""),
        Entry("long s escaped", "\"dev.ftl/u\\u017Fer\""),
        Entry("every letter escaped", "\"" + string.Concat("dev.ftl/user".Select(letter => $"\\u{(int)letter:x4}")) + "\""),

        // For a reader in C a text ends at its first NUL.
        Member("NUL behind", "\"_authContext\\u0000\""),
        Member("NUL and more behind", "\"_authContext\\u0000" + new string('x', 1000) + "\""),
        Entry("NUL behind", "\"dev.ftl/user\\u0000x\""),
        Entry("NUL behind, in another letter case", "\"DEV.ftl/user\\u0000\""),

        // Several of them.
        Of("every letter case at once", Call($$"""{"a":1,{{Cases()}},"b":2}"""), Call("""{"a":1,"b":2}""")),
        Of("nothing but them", Call($"{{{Cases()}}}"), Call("{}")),
        Of("one before and one behind each other member", Call("""{"_authContext":"forged","a":1,"_AuthContext":"forged","b":2,"_aUTHContext":"forged"}"""), Call("""{"a":1,"b":2}""")),
        Of("among five thousand members", Call($$"""{{{Members(0, 2_500)}},"_authContext":"forged",{{Members(2_500, 5_000)}}}"""), Call($$"""{{{Members(0, 5_000)}}}""")),
        Of("values that look like its end", Call("""{"_authContext":"},\"forged\":{","a":"]","_AUTHCONTEXT":["}",{"forged":"\\"}]}"""), Call("""{"a":"]"}""")),

        // Elsewhere nobody reads it.
        HostileMessage.Passed("in a tool's arguments", Call("""{"name":"a","arguments":{"_authContext":1,"_meta":{"dev.ftl/user":2}}}""")),
        HostileMessage.Passed("in the message itself", """{"_authContext":1,"id":1,"method":"ping"}"""),
        HostileMessage.Passed("in params that are an array", Call("""["_authContext",{"_authContext":1}]""")),
        HostileMessage.Passed("in a result", """{"id":1,"result":{"_authContext":1,"_meta":{"dev.ftl/user":2}}}"""),
        HostileMessage.Passed("under the other's name", Call("""{"dev.ftl/user":1,"_meta":{"_authContext":2}}""")),
    ];

    private static HostileMessage Of(string name, string hostile, string reaches) => HostileMessage.Cleaned(name, hostile, reaches);

    private static HostileMessage Member(string name, string written) => Of(
        $"name of the member: {name}", Call($$"""{"a":1,{{written}}:"forged","b":2}"""), Call("""{"a":1,"b":2}"""));

    private static HostileMessage Entry(string name, string written) => Of(
        $"name of the entry: {name}", Call($$$"""{"_meta":{"a":1,{{{written}}}:"forged","b":2}}"""), Call("""{"_meta":{"a":1,"b":2}}"""));

    // All 2048 of them.
    private static string Cases()
    {
        const string Letters = "authContext";
        return string.Join(',', Enumerable.Range(0, 1 << Letters.Length).Select(mask =>
            $"\"_{string.Concat(Letters.Select((letter, index) => (mask >> index & 1) == 0 ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)))}\":\"forged\""));
    }

    private static string Members(int from, int to) => string.Join(',', Enumerable.Range(from, to - from).Select(index => $"\"n{index}\":1"));

    private static string Call(string parameters) => $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{parameters}}}""";
}
