using System.Text;
using System.Text.Json;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

/// <summary>The one pass over the bytes against <see cref="ReferenceMessage"/>.</summary>
public sealed class RandomBodyTests
{
    private const int BodiesPerSeed = 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Forward_RandomBodies_IsWhatTheReferenceSays(int seed)
    {
        var bodies = new RandomBody(seed);
        var forwarded = 0;
        for (var count = 0; count < BodiesPerSeed; count++)
        {
            var body = bodies.Next();
            var mode = (IdentityBody)bodies.Choose(4);
            var result = await GatewayBody.ForwardAsync(body, mode, Users.Full);
            var mistake = FindMistake(ReferenceMessage.Read(body), mode, result.Forwarded);
            Assert.True(
                mistake is null,
                $"Seed {seed}, body {count}, {mode}: {mistake}\n{Encoding.UTF8.GetString(body)}\n{Encoding.UTF8.GetString(result.Forwarded ?? [])}");
            forwarded += result.Forwarded is null ? 0 : 1;
        }

        // Otherwise the bodies prove nothing.
        Assert.InRange(forwarded, BodiesPerSeed / 4, BodiesPerSeed * 3 / 4);
    }

    private static string? FindMistake(ReferenceMessage? message, IdentityBody mode, byte[]? forwarded)
    {
        var intoMeta = message is { IsRequest: true } && mode.HasFlag(IdentityBody.Meta);
        var intoParams = message is { IsInitialize: true } && mode.HasFlag(IdentityBody.Initialize);
        var noPlace = intoMeta && (message!.Params is { ValueKind: not JsonValueKind.Object } || message.Meta is { ValueKind: not JsonValueKind.Object });
        if (message is null || noPlace)
        {
            return forwarded is null ? null : "The body should be refused.";
        }

        if (forwarded is null)
        {
            return "The body should be accepted.";
        }

        var expected = ExpectedEnvelope(message, intoParams, intoMeta);
        using var document = JsonDocument.Parse(forwarded, new JsonDocumentOptions { MaxDepth = 64 });
        var actual = Flatten(document.RootElement);
        return expected.SequenceEqual(actual) ? null : $"Expected {string.Join(" ", expected)}, got {string.Join(" ", actual)}.";
    }

    // Every member of the three levels in order, with its value's bytes as written.
    private static List<string> ExpectedEnvelope(ReferenceMessage message, bool intoParams, bool intoMeta)
    {
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
