namespace FtlAuth.Gateway.Mcp;

/// <summary>The dated revisions of MCP, of which the first modern one is stateless: it has neither sessions nor <c>initialize</c>.</summary>
internal static class ProtocolVersion
{
    public const string Header = "MCP-Protocol-Version";

    private const string FirstModern = "2026-07-28";

    /// <summary>Whether a value of the header names the first modern revision or a later one.</summary>
    public static bool IsModern(string? version) =>
        DateOnly.TryParseExact(version, "yyyy-MM-dd", out _) && string.CompareOrdinal(version, FirstModern) >= 0;
}
