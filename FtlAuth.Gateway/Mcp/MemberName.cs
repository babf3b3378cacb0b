using System.Text;
using System.Text.Json;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Compares member names as lenient servers do: escapes decoded and letter case ignored.</summary>
internal static class MemberName
{
    public static bool EqualsIgnoreCase(ref Utf8JsonReader name, string expected)
    {
        if (!name.ValueIsEscaped && Ascii.IsValid(name.ValueSpan))
        {
            return name.ValueSpan.Length == expected.Length && Ascii.EqualsIgnoreCase(name.ValueSpan, expected);
        }

        // Letters beyond ASCII can fold into ASCII ones, so that the text decides. Folding and escapes make it no longer than this.
        return name.ValueSpan.Length <= MaxLength(expected)
            && string.Equals(FoldToAscii(name.GetString()!), expected, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The four letters that .NET keeps apart, while Go (encoding/json) or Java take them as s, k and i.</summary>
    public static string FoldToAscii(string name) => Ascii.IsValid(name)
        ? name
        : name.Replace('\u017F', 's').Replace('\u212A', 'k').Replace('\u0130', 'i').Replace('\u0131', 'i');

    // Each letter may be written as an escape of six bytes.
    private static int MaxLength(string expected) => expected.Length * 6;
}
