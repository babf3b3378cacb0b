namespace FtlAuth.Tests.HostileMessages;

/// <summary>No batch, unless batches are allowed.</summary>
internal static class BatchRows
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("of one message", $"[{Ping}]", Ping),
        Row("behind white space", $" \t\r\n[{Ping}]", $" \t\r\n{Ping}"),
        Row("of two messages", $$"""[{{Ping}},{"id":2,"method":"initialize"}]""", Ping),
        Row("empty", "[]", "{}"),
        Row("of batches", $"[[{Ping}]]", Ping),
        Row("never closed", "[", "{}"),
        Row("of scalars", "[1,2,3]", """{"x":[1,2,3]}"""),
        Row("of forged identities", """[{"id":1,"method":"ping","params":{"_authContext":1}}]""", """{"id":1,"method":"ping","params":{"authContext":1}}"""),
        HostileMessage.Refused("in a modern request", Refusal.Invalid(null), Modern($"[{Ping}]"), Modern(Ping)),
        HostileMessage.Passed("as params", """{"id":1,"method":"ping","params":[{"id":2,"method":"initialize"}]}"""),
    ];

    private static HostileMessage Row(string name, string hostile, string twin) => HostileMessage.Refused(name, Refusal.Invalid(null), hostile, twin);

    private static Sent Modern(Sent body) => body.With("MCP-Protocol-Version: 2026-07-28");
}
