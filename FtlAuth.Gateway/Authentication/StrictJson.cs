using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace FtlAuth.Gateway.Authentication;

/// <summary>JSON as the strictest reader takes it: one object, valid UTF-8, no member twice (also not by escapes), nothing after it.</summary>
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
            if (document.RootElement.ValueKind == JsonValueKind.Object && NamesAreText(document.RootElement))
            {
                return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member name with half of a surrogate pair, which is JSON but no text.
        }

        document?.Dispose();
        document = null;
        return false;
    }

    /// <summary>The text of a JSON string; false for any other value, and for a string with half of a surrogate pair.</summary>
    public static bool TryGetText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether a JSON string is exactly this UTF-8 text; false for any other value, and for a string with half of a surrogate pair.</summary>
    public static bool TextEquals(JsonElement element, ReadOnlySpan<byte> text)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String && element.ValueEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool NamesAreText(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            _ = member.Name;
        }

        return true;
    }
}
