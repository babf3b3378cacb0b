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
        var inserts = default(List<Edit>);
        byte[]? identity = null;
        foreach (ref readonly var one in message.Batch ?? new ReadOnlySpan<InspectedMessage>(in message))
        {
            var intoParams = one.IsInitialize && options.Body.HasFlag(IdentityBody.Initialize);
            var intoMeta = one.IsRequest && options.Body.HasFlag(IdentityBody.Meta);
            if (!intoParams && !intoMeta)
            {
                continue;
            }

            if ((one.Params.Exists && !one.Params.IsObject) || (intoMeta && one.Meta.Exists && !one.Meta.IsObject))
            {
                mistake = "The params, and their _meta, must be objects";
                return null;
            }

            AddInserts(inserts ??= [], one, identity ??= UserIdentity.ToJson(token), intoParams, intoMeta);
        }

        // Stable, so that what is cut at a brace stays before what is put in there.
        return inserts is null ? message.Cuts : [.. (message.Cuts ?? []).Concat(inserts).OrderBy(edit => edit.Start)];
    }

    private void AddInserts(List<Edit> inserts, in InspectedMessage message, byte[] identity, bool intoParams, bool intoMeta)
    {
        var members = new ArrayBufferWriter<byte>();
        if (intoParams)
        {
            WriteMember(members, MessageInspector.AuthContext, identity);
        }

        if (intoMeta)
        {
            var meta = new ArrayBufferWriter<byte>();
            WriteMember(meta, options.MetaKey, identity);
            if (message.Meta.Exists)
            {
                inserts.Add(InsertInto(message.Meta, meta.WrittenSpan));
            }
            else
            {
                WriteMember(members, "_meta", [(byte)'{', .. meta.WrittenSpan, (byte)'}']);
            }
        }

        if (members.WrittenCount > 0)
        {
            inserts.Add(message.Params.Exists
                ? InsertInto(message.Params, members.WrittenSpan)
                : InsertInto(message.Envelope, [.. "\"params\":{"u8, .. members.WrittenSpan, (byte)'}']));
        }
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
