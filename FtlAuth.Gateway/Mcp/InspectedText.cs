using System.Text;
using System.Text.Json;

namespace FtlAuth.Gateway.Mcp;

/// <summary>What stands at a member that should be a string: nothing, a string, or something else.</summary>
/// <param name="Exists">Whether the member is there.</param>
/// <param name="Range">Where the string stands in the body, with its quotes; empty when there is none.</param>
/// <param name="IsEscaped">Whether it has escapes, so that its bytes are not its text.</param>
internal readonly record struct InspectedText(bool Exists, Range Range, bool IsEscaped)
{
    public static InspectedText At(ref Utf8JsonReader value) => value.TokenType == JsonTokenType.String
        ? new InspectedText(true, (int)value.TokenStartIndex..(int)value.BytesConsumed, value.ValueIsEscaped)
        : new InspectedText(true, default, false);

    /// <summary>The text; null when there is no string, or one with half of a surrogate pair, which is JSON but no text.</summary>
    public string? Decode(ReadOnlySpan<byte> body)
    {
        var quoted = body[Range];
        if (quoted.IsEmpty)
        {
            return null;
        }

        if (!IsEscaped)
        {
            return Encoding.UTF8.GetString(quoted[1..^1]);
        }

        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it is a string that every server reads alike: printable ASCII without escapes.</summary>
    public bool IsPlain(ReadOnlySpan<byte> body)
    {
        var quoted = body[Range];
        return !IsEscaped && !quoted.IsEmpty && !quoted.ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    /// <summary>Whether it is a string of exactly this text.</summary>
    public bool Is(ReadOnlySpan<byte> body, string text)
    {
        var quoted = body[Range];
        return !IsEscaped && quoted.Length > 0 && Ascii.IsValid(text)
            ? Ascii.Equals(quoted[1..^1], text)
            : Decode(body) == text;
    }
}
