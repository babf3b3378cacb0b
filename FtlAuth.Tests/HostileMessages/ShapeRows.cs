namespace FtlAuth.Tests.HostileMessages;

/// <summary>What the members of a message may be; where the identity goes in, there must be an object.</summary>
internal static class ShapeRows
{
    private const string User = "\"_authContext\":USER";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        .. Each("params of initialize", "null", "[]", "[{}]", "7", "true", "\"{}\"").Select(shape => HostileMessage.Refused(
            shape.Name,
            Refusal.Invalid(),
            $$"""{"id":1,"method":"initialize","params":{{shape.Json}}}""",
            $$"""{"id":1,"method":"ping","params":{{shape.Json}}}""")),
        .. Each("_meta of initialize", "null", "[]", "[{}]", "7", "false", "\"{}\"").Select(shape => HostileMessage.Refused(
            shape.Name,
            Refusal.Invalid(),
            $$$"""{"id":1,"method":"initialize","params":{"_meta":{{{shape.Json}}}}}""",
            $$$"""{"id":1,"method":"ping","params":{"_meta":{{{shape.Json}}}}}""")),
        .. Each("method", "null", "7", "true", "[\"initialize\"]", "{\"a\":1}").Select(shape => HostileMessage.Refused(
            shape.Name, Refusal.Invalid(), $$"""{"id":1,"method":{{shape.Json}}}""", """{"id":1,"method":"ping"}""")),
        .. Each("id", "true", "false", "[1]", "{}", "{\"id\":1}").Select(shape => HostileMessage.Refused(
            shape.Name, Refusal.Invalid(null), $$"""{"id":{{shape.Json}},"method":"ping"}""", """{"id":"x","method":"ping"}""")),
        .. Each("echoed id", "12345678901234567890", "-0", "1.0", "1e400", "\"\"", "\"\\u0061\"", "\"\\ud800\"", "null", "\"</script>\"").Select(shape => HostileMessage.Refused(
            shape.Name,
            Refusal.Invalid(shape.Json),
            $$"""{"id":{{shape.Json}},"method":"initialize","params":[]}""",
            Body($$$"""{"id":{{{shape.Json}}},"method":"initialize","params":{}}""").Reaching($$$"""{"id":{{{shape.Json}}},"method":"initialize","params":{{{{User}}}}}"""))),
        HostileMessage.Refused(
            "params before the method", Refusal.Invalid(), """{"params":[],"id":1,"method":"initialize"}""",
            Body("""{"params":{},"id":1,"method":"initialize"}""").Reaching($$$"""{"params":{{{{User}}}},"id":1,"method":"initialize"}""")),
        HostileMessage.Refused(
            "method of escapes", Refusal.Invalid(), """{"id":1,"method":"\u0069n\u0069t\u0069al\u0069ze","params":null}""",
            Body("""{"id":1,"method":"\u0069n\u0069t\u0069al\u0069ze"}""").Reaching($$$"""{"id":1,"method":"\u0069n\u0069t\u0069al\u0069ze","params":{{{{User}}}}}""")),
        HostileMessage.Refused(
            "initialize as a notification", Refusal.Invalid(null), """{"method":"initialize","params":0}""",
            Body("""{"method":"initialize"}""").Reaching($$$"""{"method":"initialize","params":{{{{User}}}}}""")),

        // Not for the gateway to judge.
        HostileMessage.Passed("nothing at all", "{}"),
        HostileMessage.Passed("no jsonrpc", """{"id":1,"method":"ping"}"""),
        HostileMessage.Passed("another jsonrpc", """{"jsonrpc":"1.0","id":1,"method":"ping"}"""),
        HostileMessage.Passed("request and answer at once", """{"id":1,"method":"ping","result":{},"error":{}}"""),
        HostileMessage.Passed("initialize in another letter case", """{"id":1,"method":"Initialize","params":[]}"""),
        HostileMessage.Passed("initialize with a space", """{"id":1,"method":"initialize ","params":[]}"""),
        HostileMessage.Passed("initialize with a backslash that escapes nothing", """{"id":1,"method":"\\u0069nitialize","params":[]}"""),
    ];

    private static Sent Body(string body) => body;

    private static IEnumerable<(string Name, string Json)> Each(string member, params string[] values) => values.Select(value => ($"{member} {value}", value));
}
