using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Mcp;

/// <summary>Compares everything that the gateway decides about a body with what the references say.</summary>
/// <param name="mode">Where the identity goes.</param>
/// <param name="allowBatch">Whether batches are allowed.</param>
/// <param name="headers">The headers of the request.</param>
/// <param name="token">Whose permissions are asked for.</param>
internal sealed class InspectionJudge(IdentityBody mode, bool allowBatch, IHeaderDictionary headers, VerifiedToken token)
{
    /// <summary>How many bodies were forwarded.</summary>
    public int Forwarded { get; private set; }

    /// <summary>What the gateway does wrong; null when nothing.</summary>
    public async Task<string?> FindMistakeAsync(byte[] bytes)
    {
        var copy = bytes.ToArray();
        var reference = ReferenceBody.Read(bytes, allowBatch);
        var (forwarded, _) = await GatewayBody.ForwardAsync(bytes, mode, Users.Full, allowBatch: allowBatch);
        Forwarded += forwarded is null ? 0 : 1;
        return ReferenceForwarding.FindMistake(reference, mode, forwarded)
            ?? FindForeignIdentity(forwarded)
            ?? (reference is null ? null : await FindWrongReadingAsync(bytes, reference))
            ?? (bytes.AsSpan().SequenceEqual(copy) ? null : "The body was written to.");
    }

    private string? FindForeignIdentity(byte[]? forwarded)
    {
        var foreign = forwarded is null ? [] : LenientServer.Identities(forwarded).Where(identity => identity != Users.FullJson || mode == IdentityBody.None).ToList();
        return foreign.Count == 0 ? null : $"A server can see {string.Join(" ", foreign)}.";
    }

    private async Task<string?> FindWrongReadingAsync(byte[] bytes, ReferenceBody reference)
    {
        using var body = await Bodies.OfAsync(bytes);
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Post;
        foreach (var header in headers)
        {
            context.Request.Headers[header.Key] = header.Value;
        }

        var request = new McpRequest(context.Request, body, MessageInspector.Inspect(bytes, GatewayBody.MetaKey, allowBatch));
        if (request.Messages.Length != reference.Messages.Count)
        {
            return $"There are {reference.Messages.Count} messages, of which {request.Messages.Length} were found.";
        }

        for (var index = 0; index < request.Messages.Length; index++)
        {
            var (read, expected) = (Describe(request.Messages[index], bytes), Describe(reference.Messages[index]));
            if (read != expected)
            {
                return $"Message {index} says {expected}, and was read as {read}.";
            }
        }

        return FindWrongDecision(request, reference);
    }

    private string? FindWrongDecision(McpRequest request, ReferenceBody reference)
    {
        var isModern = ReferenceMetadata.IsModern(headers, reference);
        var isListening = reference.Messages.Any(message => message.Method is not null && ReferenceAccess.MayBe(message.Method, "subscriptions/listen"));
        if (request.IsModern != isModern || request.IsListening != isListening)
        {
            return $"It is {(isModern ? "modern" : "legacy")}{(isListening ? ", and listens" : "")}.";
        }

        if (!reference.IsBatch
            && ReferenceMetadata.Differs(headers, reference.Messages[0]) != RequestMetadata.FindMismatch(headers, request.Message, request.Body) is not null)
        {
            return "Whether headers and body differ was judged wrongly.";
        }

        var (outcome, expected) = (ReferenceAccess.Policy.Judge(request, token).Outcome, ReferenceAccess.Judge(reference, token));
        return outcome == expected ? null : $"By the rules it is {expected}, and not {outcome}.";
    }

    private static string Describe(in InspectedMessage message, byte[] body) => string.Join(
        ' ',
        Describe(message.Method, body),
        Describe(message.Name, body),
        Describe(message.Uri, body),
        Describe(message.ProtocolVersion, body),
        message.HasNameLookalike,
        message.IsInitialize,
        message.IsRequest,
        message.HasId ? Encoding.UTF8.GetString(body[message.Id]) : "no id");

    private static string Describe(ReferenceMessage message) => string.Join(
        ' ',
        Describe(message.Method is not null, ReferenceMessage.TextOf(message.Method)),
        Describe(message.Name is not null, ReferenceMessage.TextOf(message.Name)),
        Describe(message.Uri is not null, ReferenceMessage.TextOf(message.Uri)),
        Describe(message.Version is not null, ReferenceMessage.TextOf(message.Version)),
        message.HasNameLookalike,
        message.IsInitialize,
        message.IsRequest,
        message.Envelope.TryGetValue("id", out var id) ? id.GetRawText() : "no id");

    private static string Describe(InspectedText text, byte[] body) => Describe(text.Exists, text.Decode(body));

    private static string Describe(bool exists, string? text) => exists ? $"'{text ?? "no text"}'" : "nothing";
}
