namespace FtlAuth.Gateway.Mcp;

/// <summary>The methods that clients send in any revision of MCP up to 2026-07-28.</summary>
internal static class McpMethods
{
    public const string ToolsCall = "tools/call";
    public const string PromptsGet = "prompts/get";

    private static readonly string[] Known =
    [
        "completion/complete", "initialize", "logging/setLevel", "notifications/cancelled", "notifications/initialized", "notifications/progress",
        "notifications/roots/list_changed", "notifications/tasks/status", "ping", PromptsGet, "prompts/list", "resources/list", "resources/read",
        "resources/subscribe", "resources/templates/list", "resources/unsubscribe", "server/discover", "subscriptions/listen", "tasks/cancel",
        "tasks/get", "tasks/list", "tasks/result", "tasks/update", ToolsCall, "tools/list",
    ];

    /// <summary>Whether a method, or the beginning of methods with <c>*</c> behind it, names one of them.</summary>
    public static bool AreKnown(string pattern) => pattern.EndsWith('*')
        ? Known.Any(method => method.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase))
        : Known.Contains(pattern, StringComparer.OrdinalIgnoreCase);
}
