using System.Buffers;
using System.Text.Json;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Plans how the user's identity gets into a message, where <see cref="IdentityOptions.Body"/> wants it.</summary>
internal sealed class IdentityInjection(IdentityOptions options)
{
    /// <summary>What has to change, in the order of the body; null when the body stays as it is.</summary>
    /// <param name="message">What was found in the body.</param>
    /// <param name="token">Whose request it is.</param>
    /// <param name="mistake">Why the identity cannot be put in; null when it can.</param>
    public List<Edit>? Plan(in InspectedMessage message, VerifiedToken token, out string? mistake)
    {
        mistake = null;
        var intoParams = message.IsInitialize && options.Body.HasFlag(IdentityBody.Initialize);
        var intoMeta = message.IsRequest && options.Body.HasFlag(IdentityBody.Meta);
        if (!intoParams && !intoMeta)
        {
            return message.Cuts;
        }

        if ((message.Params.Exists && !message.Params.IsObject) || (intoMeta && message.Meta.Exists && !message.Meta.IsObject))
        {
            mistake = "The params, and their _meta, must be objects";
            return null;
        }

        var edits = message.Cuts ?? [];
        var identity = UserIdentity.ToJson(token);
        var members = new ArrayBufferWriter<byte>();
        if (intoParams)
        {
            WriteMember(members, MessageInspector.AuthContext, identity);
        }

        if (intoMeta && !message.Meta.Exists)
        {
            var meta = new ArrayBufferWriter<byte>();
            WriteMember(meta, options.MetaKey, identity);
            WriteMember(members, "_meta", [(byte)'{', .. meta.WrittenSpan, (byte)'}']);
        }

        if (intoMeta && message.Meta.Exists)
        {
            var entry = new ArrayBufferWriter<byte>();
            WriteMember(entry, options.MetaKey, identity);
            edits.Add(InsertInto(message.Meta, entry.WrittenSpan));
        }

        if (members.WrittenCount > 0)
        {
            edits.Add(message.Params.Exists
                ? InsertInto(message.Params, members.WrittenSpan)
                : InsertInto(message.Envelope, [.. "\"params\":{"u8, .. members.WrittenSpan, (byte)'}']));
        }

        // Stable, so that what is cut at a brace stays before what is put in there.
        return [.. edits.OrderBy(edit => edit.Start)];
    }

    private static Edit InsertInto(InspectedObject target, ReadOnlySpan<byte> members) =>
        new(target.Close, target.Close, target.HasMembers ? [(byte)',', .. members] : members.ToArray());

    private static void WriteMember(ArrayBufferWriter<byte> members, string name, ReadOnlySpan<byte> value)
    {
        if (members.WrittenCount > 0)
        {
            members.Write(","u8);
        }

        members.Write(JsonSerializer.SerializeToUtf8Bytes(name, McpJsonContext.Default.String));
        members.Write(":"u8);
        members.Write(value);
    }
}
