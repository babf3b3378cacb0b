namespace FtlAuth.Tests.HostileMessages;

/// <summary>In a legacy request the same headers mean nothing, and pass as they are.</summary>
internal static class LegacyMetadataRows
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("another method", "Mcp-Method: ping"),
        Row("another name", "Mcp-Name: admin"),
        Row("wrong base64", "Mcp-Name: =?base64?*?="),
        Row("older version", "MCP-Protocol-Version: 2025-11-25", "Mcp-Method: ping"),
        Row("a day before", "MCP-Protocol-Version: 2026-07-27", "Mcp-Method: ping"),
        Row("no version", "MCP-Protocol-Version: DRAFT-2026-v1", "Mcp-Method: ping"),
        Row("no date", "MCP-Protocol-Version: 2026-13-45", "Mcp-Method: ping"),
        Row("date without zeros", "MCP-Protocol-Version: 2026-8-1", "Mcp-Method: ping"),
        Row("date with a time", "MCP-Protocol-Version: 2026-07-28T00:00:00Z", "Mcp-Method: ping"),
        Row("five digits of a year", "MCP-Protocol-Version: 12026-07-28", "Mcp-Method: ping"),
        HostileMessage.Passed("name twice", ((Sent)Call).With("Mcp-Name: echo", "Mcp-Name: admin")),
        HostileMessage.Passed("version in _meta under another name", ((Sent)"""{"id":1,"method":"ping","params":{"_meta":{"modelcontextprotocol/protocolVersion":"2026-07-28"}}}""").With("Mcp-Method: x")),
        HostileMessage.Passed("version outside _meta", ((Sent)"""{"id":1,"method":"ping","params":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""").With("Mcp-Method: x")),
        Modern("first modern version", "2026-07-28"),
        Modern("later version", "2031-01-01"),
        Modern("last of all dates", "9999-12-31"),
    ];

    private static HostileMessage Row(string name, params string[] headers) => HostileMessage.Passed(name, ((Sent)Call).With(headers).Delivering(headers));

    private static HostileMessage Modern(string name, string version) => HostileMessage.Refused(
        $"{name} is no legacy one", Refusal.Mismatch(), ((Sent)Call).With($"MCP-Protocol-Version: {version}", "Mcp-Method: ping"),
        ((Sent)Call).With($"MCP-Protocol-Version: {version}", "Mcp-Method: tools/call"));
}
