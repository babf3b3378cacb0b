namespace FtlAuth.Tests.HostileMessages;

/// <summary>64 levels, of which the message is the first, and the numbers of JSON.</summary>
internal static class DepthRows
{
    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("65 levels of arrays", Arrays("x", 64), Arrays("x", 63)),
        Row("65 levels of objects", Objects(64), Objects(63)),
        Row("65 levels in params", Arrays("params", 64), Arrays("params", 63)),
        Row("65 levels in _meta", Meta(62), Meta(61)),
        Row("65 levels in a result", Arrays("result", 64), Arrays("result", 63)),
        Row("a hundred thousand brackets", new string('[', 1) + Arrays("x", 100_000), Arrays("x", 1), Refusal.Invalid(null)),
        Row("a hundred thousand brackets within", Arrays("x", 100_000), Arrays("x", 2)),
        Row("a hundred thousand brackets that never close", "{\"x\":" + new string('[', 100_000), "{\"x\":[]}"),
        Row("a hundred thousand objects that never close", string.Concat(Enumerable.Repeat("{\"x\":", 100_000)), "{\"x\":{}}"),

        Number("leading zero", "01", "10"),
        Number("plus", "+1", "1"),
        Number("minus alone", "-", "-1"),
        Number("two minuses", "--1", "-1.5"),
        Number("no digit before the point", ".5", "0.5"),
        Number("no digit behind the point", "1.", "1.0"),
        Number("no exponent", "1e", "1e0"),
        Number("exponent with a point", "1e1.5", "1e15"),
        Number("hexadecimal", "0x1F", "31"),
        Number("octal", "0o17", "15"),
        Number("separated digits", "1_000", "1000"),
        Number("comma for the point", "1,5", "1.25"),
        Number("not a number", "NaN", "\"NaN\""),
        Number("infinity", "-Infinity", "-1e999"),
        Number("big integer of JavaScript", "1n", "11"),
        Number("digits of another script", "\u0661", "2"),

        // Whatever is a number keeps its bytes.
        HostileMessage.Passed("a number of a hundred thousand digits", $$$"""{"id":1,"method":"ping","params":{"x":{{{new string('9', 100_000)}}}}}"""),
        HostileMessage.Passed("numbers that no machine holds", """{"id":-0.0e-0,"method":"ping","params":{"x":[1e999999999,-1E-999999999,0.10000000000000000000001,-0]}}"""),
    ];

    private static HostileMessage Row(string name, string hostile, string twin, Refusal? refusal = null) =>
        HostileMessage.Refused(name, refusal ?? Refusal.ParseError, hostile, twin);

    private static HostileMessage Number(string name, string hostile, string twin) =>
        Row(name, $$$"""{"id":1,"method":"ping","params":{"x":{{{hostile}}}}}""", $$$"""{"id":1,"method":"ping","params":{"x":{{{twin}}}}}""");

    private static string Arrays(string member, int levels) => $$"""{"id":1,"{{member}}":{{new string('[', levels)}}{{new string(']', levels)}}}""";

    private static string Objects(int levels) =>
        "{\"id\":1,\"x\":" + string.Concat(Enumerable.Repeat("{\"x\":", levels - 1)) + "{}" + new string('}', levels - 1) + "}";

    private static string Meta(int levels) => "{\"id\":1,\"params\":{\"_meta\":{\"x\":" + new string('[', levels) + new string(']', levels) + "}}}";
}
