using System.Text.Json;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Doctor;

/// <summary>A metadata document (RFC 8414, RFC 9728), read as strictly as everything else that the gateway trusts.</summary>
internal sealed class MetadataDocument
{
    private readonly JsonElement _root;

    private MetadataDocument(JsonElement root) => _root = root;

    /// <summary>Null when it is no JSON object.</summary>
    public static MetadataDocument? Parse(byte[] json)
    {
        if (!StrictJson.TryParseObject(json, out var document))
        {
            return null;
        }

        using (document)
        {
            return new MetadataDocument(document.RootElement.Clone());
        }
    }

    /// <summary>A text; null when it is not there, or no text.</summary>
    public string? Text(string name) => _root.TryGetProperty(name, out var value) && StrictJson.TryGetText(value, out var text) ? text : null;

    /// <summary>The texts of a list; none when it is not there, or no list.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    public bool IsTrue(string name) => _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
