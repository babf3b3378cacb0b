using System.Text.Json;

namespace FtlAuth.Tests.Mcp;

/// <summary>One message of a <see cref="ReferenceBody"/>.</summary>
internal sealed class ReferenceMessage
{
    public ReferenceMessage(JsonElement root)
    {
        Root = root;
        Envelope = Members(root);
        Params = Envelope.TryGetValue("params", out var value) ? value : null;
        ParamsMembers = Params is { ValueKind: JsonValueKind.Object } ? Members(Params.Value) : [];
        Meta = Find(ParamsMembers, "_meta");
        MetaMembers = Meta is { ValueKind: JsonValueKind.Object } ? Members(Meta.Value) : [];
    }

    public JsonElement Root { get; }

    public Dictionary<string, JsonElement> Envelope { get; }

    public JsonElement? Params { get; }

    public JsonElement? Meta { get; }

    public JsonElement? Method => Find(Envelope, "method");

    public JsonElement? Name => Find(ParamsMembers, "name");

    public JsonElement? Uri => Find(ParamsMembers, "uri");

    public JsonElement? Version => Find(MetaMembers, "io.modelcontextprotocol/protocolVersion");

    public bool HasNameLookalike => ParamsMembers.Keys.Any(name => IsLookalike(name, "name"));

    public bool HasMethod => Method is not null;

    public bool IsRequest => HasMethod && Envelope.ContainsKey("id");

    public bool IsInitialize => TextOf(Method) == "initialize";

    private Dictionary<string, JsonElement> ParamsMembers { get; }

    private Dictionary<string, JsonElement> MetaMembers { get; }

    /// <summary>Whether the message is accepted by itself.</summary>
    public bool IsAccepted() =>
        !Envelope.Keys.Any(name => IsLookalike(name, "params") || IsLookalike(name, "method") || IsLookalike(name, "id"))
        && !ParamsMembers.Keys.Any(name => IsLookalike(name, "_meta"))
        && Method is null or { ValueKind: JsonValueKind.String }
        && Find(Envelope, "id") is null or { ValueKind: JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null }
        && !(IsInitialize && (Params is { ValueKind: not JsonValueKind.Object } || Meta is { ValueKind: not JsonValueKind.Object }));

    /// <summary>Whether a name reads as the expected one to the most lenient server.</summary>
    public static bool ReadsAs(string name, string expected) => Fold(name.Split('\0')[0]) == Fold(expected);

    /// <summary>A text without what a lenient server makes no difference of.</summary>
    public static string Fold(string text) =>
        text.Replace('ſ', 's').Replace('\u212A', 'k').Replace('ı', 'i').Replace('İ', 'i').ToLowerInvariant();

    /// <summary>The text of a value; null when there is no string, or one that is no text.</summary>
    public static string? TextOf(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Find(Dictionary<string, JsonElement> members, string name) => members.TryGetValue(name, out var value) ? value : null;

    private static Dictionary<string, JsonElement> Members(JsonElement element) =>
        element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    private static bool IsLookalike(string name, string expected) => name != expected && ReadsAs(name, expected);
}
