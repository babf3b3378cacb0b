using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace FtlAuth.Gateway.Authentication;

/// <summary>JSON as the strictest reader takes it: one object, valid UTF-8, no member twice (also not by escapes), no half of a surrogate pair, nothing after it.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static bool TryParseObject(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(json.Span))
        {
            return false;
        }

        try
        {
            document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                // Only an escape makes such a half out of valid UTF-8.
                if (json.Span.IndexOf("\\u"u8) >= 0)
                {
                    ReadTexts(document.RootElement);
                }

                return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or a string with half of a surrogate pair, which is JSON but no text.
        }

        document?.Dispose();
        document = null;
        return false;
    }

    /// <summary>The text of a JSON string of such an object; false for any other value.</summary>
    public static bool TryGetText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return text is not null;
    }

    /// <summary>Whether a JSON string of such an object is exactly this UTF-8 text; false for any other value.</summary>
    public static bool TextEquals(JsonElement element, ReadOnlySpan<byte> text) =>
        element.ValueKind == JsonValueKind.String && element.ValueEquals(text);

    // Throws at the first that is no text; the depth is bounded by the parser.
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }
}
