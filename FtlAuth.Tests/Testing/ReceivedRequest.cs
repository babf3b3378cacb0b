using System.Text;
using System.Text.Json;

namespace FtlAuth.Tests.Testing;

/// <summary>A request as the mock MCP server saw it.</summary>
public sealed record ReceivedRequest(string Method, string Path, string Query, JsonElement Headers, string Body)
{
    public string BodyText => Encoding.UTF8.GetString(Convert.FromBase64String(Body));

    /// <summary>The values of a header, in order; names compared without letter case.</summary>
    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. HeaderPairs().Where(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value)];

    public IEnumerable<(string Name, string Value)> HeaderPairs() =>
        Headers.EnumerateArray().Select(pair => (pair.GetProperty("name").GetString()!, pair.GetProperty("value").GetString()!));
}
