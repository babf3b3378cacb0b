using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Compares member names as lenient servers do: escapes decoded, letter case ignored, and what is behind a NUL, which ends a text in C.</summary>
internal static class MemberName
{
    private const int OnStack = 256;

    public static bool EqualsIgnoreCase(ref Utf8JsonReader name, string expected)
    {
        var bytes = name.ValueSpan;
        if (!name.ValueIsEscaped && Ascii.IsValid(bytes))
        {
            return bytes.Length == expected.Length && Ascii.EqualsIgnoreCase(bytes, expected);
        }

        // Letters beyond ASCII can fold into ASCII ones, so that the text decides. Folding and escapes make it no longer than this.
        return (bytes.Length <= MaxLength(expected) || (name.ValueIsEscaped && bytes.IndexOf("\\u0000"u8) >= 0)) && TextEquals(ref name, expected);
    }

    /// <summary>The four letters that .NET keeps apart, while Go (encoding/json) or Java take them as s, k and i.</summary>
    public static string FoldToAscii(string name) =>
        Ascii.IsValid(name) ? name : string.Create(name.Length, name, (folded, text) => FoldToAscii(text, folded));

    private static bool TextEquals(ref Utf8JsonReader name, string expected)
    {
        // A body can have a hundred thousand such names: none of them is worth memory of its own.
        var rented = name.ValueSpan.Length > OnStack ? ArrayPool<char>.Shared.Rent(name.ValueSpan.Length) : null;
        try
        {
            var buffer = rented ?? stackalloc char[OnStack];
            var text = buffer[..name.CopyString(buffer)];
            text = text.IndexOf('\0') is var end and >= 0 ? text[..end] : text;
            if (text.Length != expected.Length)
            {
                return false;
            }

            FoldToAscii(text, text);
            return text.Equals(expected, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private static void FoldToAscii(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var index = 0; index < text.Length; index++)
        {
            folded[index] = text[index] switch
            {
                '\u017F' => 's',
                '\u212A' => 'k',
                '\u0130' or '\u0131' => 'i',
                var other => other,
            };
        }
    }

    // Each letter may be written as an escape of six bytes.
    private static int MaxLength(string expected) => expected.Length * 6;
}
