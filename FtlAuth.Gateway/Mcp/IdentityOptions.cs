using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Mcp;

/// <summary>How the MCP server is told who the user is, beyond the headers that every request carries. Section <c>Identity</c>.</summary>
public sealed class IdentityOptions : ISettings
{
    static string ISettings.Section => "Identity";

    /// <summary>Where the identity is put into the JSON-RPC body. Default: <see cref="IdentityBody.Initialize"/>.</summary>
    /// <remarks>Some servers refuse a member in <c>initialize</c> that they do not know: choose <see cref="IdentityBody.None"/> for them.</remarks>
    public IdentityBody Body { get; set; } = IdentityBody.Initialize;

    /// <summary>The member of <c>params._meta</c> that <see cref="IdentityBody.Meta"/> sets, and that clients cannot. Default: <c>dev.ftl/user</c>.</summary>
    public string MetaKey { get; set; } = "dev.ftl/user";

    /// <summary>
    /// Further claims for the server: by claim, such as <c>role</c>, the header that it goes into, such as <c>X-Auth-Role</c>. A list is separated by
    /// spaces; a claim that is neither text, number, truth value nor a list of such is left out. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    void ISettings.Validate(SettingMistakes mistakes)
    {
        foreach (var (claim, header) in Headers)
        {
            if (claim.Length == 0)
            {
                mistakes.AddUnnamed("Identity:Headers:", "has no claim; Identity:Headers:<claim> is the header for the claim of that name.");
            }

            if (!IdentityHeaders.CanBeMappedTo(header))
            {
                mistakes.Add($"Identity:Headers:{claim}", header,
                    $"must be a header that begins with {IdentityHeaders.Prefix}, consists of letters, digits and -, and is none that the gateway sets itself, such as X-Auth-Role.");
            }
        }

        foreach (var same in Headers.GroupBy(entry => entry.Value, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            mistakes.Add($"Identity:Headers:{same.Last().Key}", same.Key, $"is the header of {same.First().Key} already.");
        }

        if (MetaKey.Length == 0 || MetaKey.AsSpan().ContainsAnyExceptInRange('!', '~') || MetaKey.AsSpan().ContainsAny("\"\\")
            || MetaKey.StartsWith("io.modelcontextprotocol/", StringComparison.OrdinalIgnoreCase)
            || MetaKey.Equals("progressToken", StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add("Identity:MetaKey", MetaKey, "must be a _meta key of your own, with a prefix, such as dev.ftl/user.");
        }
    }
}
