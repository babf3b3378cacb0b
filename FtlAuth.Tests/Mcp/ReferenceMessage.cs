using System.Text.Json;
using System.Text.Unicode;

namespace FtlAuth.Tests.Mcp;

/// <summary>The rules for a body written a second time, over a document and without a thought for speed.</summary>
internal sealed class ReferenceMessage
{
    private ReferenceMessage(JsonElement root)
    {
        Root = root;
        Envelope = Members(root);
        Params = Envelope.TryGetValue("params", out var value) ? value : null;
        Meta = Params is { ValueKind: JsonValueKind.Object } && Members(Params.Value).TryGetValue("_meta", out var meta) ? meta : null;
    }

    public JsonElement Root { get; }

    public Dictionary<string, JsonElement> Envelope { get; }

    public JsonElement? Params { get; }

    public JsonElement? Meta { get; }

    public bool HasMethod => Envelope.ContainsKey("method");

    public bool IsRequest => HasMethod && Envelope.ContainsKey("id");

    public bool IsInitialize => HasMethod && Envelope["method"].GetString() == "initialize";

    /// <summary>Null when the body is refused whatever <c>Identity:Body</c> says.</summary>
    public static ReferenceMessage? Read(byte[] body)
    {
        try
        {
            if (!Utf8.IsValid(body))
            {
                return null;
            }

            var message = new ReferenceMessage(JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 }).RootElement);
            return message.IsAccepted() ? message : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // In this order: no JSON; no object, or a name that is no text; a member twice.
            return null;
        }
    }

    /// <summary>Whether a name reads as the expected one to the most lenient server.</summary>
    public static bool ReadsAs(string name, string expected) => Fold(name) == Fold(expected);

    private static string Fold(string text) =>
        text.Replace('ſ', 's').Replace('\u212A', 'k').Replace('ı', 'i').Replace('İ', 'i').ToLowerInvariant();

    private static Dictionary<string, JsonElement> Members(JsonElement element) =>
        element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    private bool IsAccepted()
    {
        var inMeta = Meta is { ValueKind: JsonValueKind.Object } ? Members(Meta.Value).Count : 0;
        var lookalikes = Envelope.Keys.Count(name => IsLookalike(name, "params") || IsLookalike(name, "method") || IsLookalike(name, "id"))
            + (Params is { ValueKind: JsonValueKind.Object } ? Members(Params.Value).Keys.Count(name => IsLookalike(name, "_meta")) : 0);
        return inMeta >= 0
            && lookalikes == 0
            && (!HasMethod || Envelope["method"].ValueKind == JsonValueKind.String)
            && (!Envelope.TryGetValue("id", out var id) || id.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null)
            && !(IsInitialize && (Params is { ValueKind: not JsonValueKind.Object } || Meta is { ValueKind: not JsonValueKind.Object }));
    }

    private static bool IsLookalike(string name, string expected) => name != expected && ReadsAs(name, expected);
}
