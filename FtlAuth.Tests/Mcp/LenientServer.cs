using System.Text.Json;

namespace FtlAuth.Tests.Mcp;

/// <summary>
/// Finds whatever the most lenient of servers could take for the user's identity: it takes the first of two members or the last, or any other,
/// overlooks letter case, and ends a name at a NUL.
/// </summary>
internal static class LenientServer
{
    /// <summary>Every identity that can be seen in a body, as it is written.</summary>
    public static IReadOnlyList<string> Identities(byte[] body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 65 });
        IEnumerable<JsonElement> messages = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray() : [document.RootElement];
        var parameters = messages.SelectMany(message => All(message, "params")).ToList();
        return
        [
            .. parameters.SelectMany(value => All(value, "_authContext"))
                .Concat(parameters.SelectMany(value => All(value, "_meta")).SelectMany(meta => All(meta, GatewayBody.MetaKey)))
                .Select(identity => identity.GetRawText()),
        ];
    }

    private static IEnumerable<JsonElement> All(JsonElement element, string name) => element.ValueKind != JsonValueKind.Object
        ? []
        : element.EnumerateObject().Where(member => ReferenceMessage.ReadsAs(member.Name, name)).Select(member => member.Value);
}
