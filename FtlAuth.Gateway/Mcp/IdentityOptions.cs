using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Mcp;

/// <summary>How the MCP server is told who the user is, beyond the headers that every request carries. Section <c>Identity</c>.</summary>
public sealed class IdentityOptions : ISettings
{
    static string ISettings.Section => "Identity";

    /// <summary>Where the identity is put into the JSON-RPC body. Default: <see cref="IdentityBody.Initialize"/>.</summary>
    public IdentityBody Body { get; set; } = IdentityBody.Initialize;

    /// <summary>The member of <c>params._meta</c> that <see cref="IdentityBody.Meta"/> sets, and that clients cannot. Default: <c>dev.ftl/user</c>.</summary>
    public string MetaKey { get; set; } = "dev.ftl/user";

    void ISettings.Validate(SettingMistakes mistakes)
    {
        if (MetaKey.Length == 0 || MetaKey.AsSpan().ContainsAnyExceptInRange('!', '~') || MetaKey.AsSpan().ContainsAny("\"\\")
            || MetaKey.StartsWith("io.modelcontextprotocol/", StringComparison.OrdinalIgnoreCase)
            || MetaKey.Equals("progressToken", StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add("Identity:MetaKey", MetaKey, "must be a _meta key of your own, with a prefix, such as dev.ftl/user.");
        }
    }
}
