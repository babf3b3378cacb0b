using System.Text.Json;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

/// <summary>What the server must get of a body: every member of the three levels in order, with its value's bytes as written.</summary>
internal static class ReferenceForwarding
{
    /// <summary>What is wrong with what is forwarded; null when nothing is.</summary>
    public static string? FindMistake(ReferenceBody? body, IdentityBody mode, byte[]? forwarded)
    {
        if (body is null || body.Messages.Any(message => HasNoPlace(message, mode)))
        {
            return forwarded is null ? null : "The body should be refused.";
        }

        if (forwarded is null)
        {
            return "The body should be accepted.";
        }

        using var document = JsonDocument.Parse(forwarded, new JsonDocumentOptions { MaxDepth = 65 });
        IEnumerable<JsonElement> elements = body.IsBatch ? document.RootElement.EnumerateArray() : [document.RootElement];
        var expected = body.Messages.SelectMany(message => Expected(message, mode).Append(";")).ToList();
        var actual = elements.SelectMany(element => Flatten(element).Append(";")).ToList();
        return expected.SequenceEqual(actual) ? null : $"Expected {string.Join(" ", expected)}, got {string.Join(" ", actual)}.";
    }

    private static bool IntoMeta(ReferenceMessage message, IdentityBody mode) => message.IsRequest && mode.HasFlag(IdentityBody.Meta);

    private static bool IntoParams(ReferenceMessage message, IdentityBody mode) => message.IsInitialize && mode.HasFlag(IdentityBody.Initialize);

    private static bool HasNoPlace(ReferenceMessage message, IdentityBody mode) =>
        IntoMeta(message, mode) && (message.Params is { ValueKind: not JsonValueKind.Object } || message.Meta is { ValueKind: not JsonValueKind.Object });

    private static List<string> Expected(ReferenceMessage message, IdentityBody mode)
    {
        var (intoParams, intoMeta) = (IntoParams(message, mode), IntoMeta(message, mode));
        var members = new List<string>();
        foreach (var member in message.Root.EnumerateObject())
        {
            if (member.Name == "params" && member.Value.ValueKind == JsonValueKind.Object)
            {
                AddParams(members, member.Value, intoParams, intoMeta);
            }
            else
            {
                members.Add($"{member.Name}={member.Value.GetRawText()}");
            }
        }

        if (message.Params is null && (intoParams || intoMeta))
        {
            AddParams(members, JsonElement.Parse("{}"), intoParams, intoMeta);
        }

        return members;
    }

    private static void AddParams(List<string> members, JsonElement parameters, bool intoParams, bool intoMeta)
    {
        members.Add("params");
        var hasMeta = false;
        foreach (var member in parameters.EnumerateObject().Where(member => !ReferenceMessage.ReadsAs(member.Name, "_authContext")))
        {
            if (member.Name == "_meta" && member.Value.ValueKind == JsonValueKind.Object)
            {
                hasMeta = true;
                members.Add("params._meta");
                members.AddRange(member.Value.EnumerateObject()
                    .Where(entry => !ReferenceMessage.ReadsAs(entry.Name, GatewayBody.MetaKey))
                    .Select(entry => $"params._meta.{entry.Name}={entry.Value.GetRawText()}"));
                AddIf(intoMeta, $"params._meta.{GatewayBody.MetaKey}={Users.FullJson}");
            }
            else
            {
                members.Add($"params.{member.Name}={member.Value.GetRawText()}");
            }
        }

        AddIf(intoParams, $"params._authContext={Users.FullJson}");
        AddIf(intoMeta && !hasMeta, "params._meta");
        AddIf(intoMeta && !hasMeta, $"params._meta.{GatewayBody.MetaKey}={Users.FullJson}");

        void AddIf(bool condition, string line)
        {
            if (condition)
            {
                members.Add(line);
            }
        }
    }

    private static List<string> Flatten(JsonElement root)
    {
        var members = new List<string>();
        Add(root, "", "params");
        return members;

        void Add(JsonElement element, string prefix, string? nested)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Name == nested && member.Value.ValueKind == JsonValueKind.Object)
                {
                    members.Add(prefix + member.Name);
                    Add(member.Value, $"{prefix}{member.Name}.", nested == "params" ? "_meta" : null);
                }
                else
                {
                    members.Add($"{prefix}{member.Name}={member.Value.GetRawText()}");
                }
            }
        }
    }
}
