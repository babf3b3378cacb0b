using System.Text.Json;
using System.Text.Unicode;

namespace FtlAuth.Tests.Mcp;

/// <summary>The rules for a body written a second time, over a document and without a thought for speed.</summary>
internal sealed record ReferenceBody(bool IsBatch, IReadOnlyList<ReferenceMessage> Messages)
{
    private const int MaxDepth = 64;

    /// <summary>Null when the body is refused whatever <c>Identity:Body</c> says.</summary>
    public static ReferenceBody? Read(byte[] body, bool allowBatch)
    {
        try
        {
            if (!Utf8.IsValid(body))
            {
                return null;
            }

            var root = Parse(body, MaxDepth + 1);
            if (root.ValueKind != JsonValueKind.Array)
            {
                var message = new ReferenceMessage(Parse(body, MaxDepth));
                return message.IsAccepted() ? new ReferenceBody(false, [message]) : null;
            }

            var messages = root.EnumerateArray().Select(element => new ReferenceMessage(element)).ToList();
            return allowBatch && messages.Count is > 0 and <= 100 && messages.All(message => message.IsAccepted() && !message.IsInitialize)
                ? new ReferenceBody(true, messages)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // In this order: no JSON; no object, or a name that is no text; a member twice.
            return null;
        }
    }

    private static JsonElement Parse(byte[] body, int depth) => JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = depth }).RootElement;
}
