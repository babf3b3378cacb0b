using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace FtlAuth.Gateway.FrontPage;

/// <summary>Markup in UTF-8 with named places, such as <c>{{resource}}</c>. What goes in is markup, too: text has to be encoded before.</summary>
internal sealed partial class HtmlTemplate
{
    private readonly List<(byte[] Before, string Place)> _parts = [];
    private readonly byte[] _end;

    /// <param name="markup">The markup with its places.</param>
    /// <param name="known">What is always the same, put in at once; the other places are left to <see cref="Render"/>.</param>
    public HtmlTemplate(string markup, IReadOnlyDictionary<string, string> known)
    {
        var before = new StringBuilder();

        // Markup and the names of places by turns. What is put in is not looked through for places again.
        foreach (var (index, part) in Place().Split(markup).Index())
        {
            if (index % 2 == 0)
            {
                before.Append(part);
            }
            else if (known.TryGetValue(part, out var value))
            {
                before.Append(value);
            }
            else
            {
                _parts.Add((Encoding.UTF8.GetBytes(before.ToString()), part));
                before.Clear();
            }
        }

        _end = Encoding.UTF8.GetBytes(before.ToString());
    }

    public ReadOnlyMemory<byte> Render(IReadOnlyDictionary<string, string> values)
    {
        var html = new ArrayBufferWriter<byte>(16 * 1024);
        foreach (var (before, place) in _parts)
        {
            html.Write(before);
            Encoding.UTF8.GetBytes(values[place], html);
        }

        html.Write(_end);
        return html.WrittenMemory;
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
