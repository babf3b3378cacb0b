using System.Globalization;
using System.Text;

namespace FtlAuth.Gateway.Audit;

/// <summary>Texts that an issuer or a client made up, as they may stand in a log: nothing in them begins a line, moves a cursor or turns the order of characters.</summary>
internal static class LogText
{
    /// <summary>The longest field, in characters.</summary>
    public const int Longest = 256;

    /// <summary>The longest part of a sentence, in characters: a user's name, or what to do.</summary>
    public const int LongestPart = 1024;

    /// <summary>The text, without what does not print, and cut.</summary>
    public static string Printable(string? text, int longest = Longest)
    {
        if (text is null)
        {
            return "";
        }

        // Nearly always.
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var printable = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = IsPrintable(rune) ? rune : Rune.ReplacementChar;
            if (printable.Length + shown.Utf16SequenceLength > longest)
            {
                break;
            }

            printable.Append(shown.ToString());
        }

        return printable.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
