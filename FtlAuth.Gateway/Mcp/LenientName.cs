using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FtlAuth.Gateway.Mcp;

/// <summary>
/// Names of methods and tools, compared as a lenient server might: what applies once too often is no danger, what is got around is.
/// </summary>
internal static class LenientName
{
    /// <summary>A name without letter case, and without white space around it: two of which this is the same are the same name.</summary>
    public static string Normalize(string name)
    {
        var trimmed = Trim(name);
        return Ascii.IsValid(trimmed)
            ? trimmed.ToLowerInvariant()

            // Twice, for letters of which several have the same capital, such as the two small sigmas.
            : MemberName.FoldToAscii(trimmed).ToUpperInvariant().ToLowerInvariant();
    }

    /// <summary>Whether there is no saying which name a server will see: Python strips some controls, Java all, and C ends a text at the first 0.</summary>
    public static bool IsUnclear([NotNullWhen(false)] string? name) => name is null || name.Any(char.IsControl);

    /// <summary>Whether a server might take what stands there for a name of small ASCII letters.</summary>
    public static bool MayBe(in InspectedText text, ReadOnlySpan<byte> body, string name)
    {
        var quoted = body[text.Range];
        if (quoted.IsEmpty)
        {
            return false;
        }

        if (text.IsPlain(body))
        {
            var bytes = quoted[1..^1];
            return Ascii.EqualsIgnoreCase(bytes[Ascii.Trim(bytes)], name);
        }

        var decoded = text.Decode(body);
        return IsUnclear(decoded) || Normalize(decoded) == name;
    }

    private static string Trim(string name)
    {
        var (start, end) = (0, name.Length);
        while (start < end && IsSpace(name[start]))
        {
            start++;
        }

        while (start < end && IsSpace(name[end - 1]))
        {
            end--;
        }

        return name[start..end];
    }

    // JavaScript's trim takes the byte order mark for a space, and .NET's does not.
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';
}
