using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace FtlAuth.MockAuthKit.Pages;

/// <summary>Text on its way into a page.</summary>
internal static class Text
{
    private const int MaxNameLength = 80;

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>A name that a stranger chose, on one line, without characters that reorder or hide what stands around it.</summary>
    public static string Name(string text)
    {
        var name = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            name.Append(category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned ? " " : rune.ToString());
            if (name.Length >= MaxNameLength)
            {
                name.Append('…');
                break;
            }
        }

        return name.ToString().Trim();
    }
}
