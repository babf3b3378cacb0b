using System.Text.RegularExpressions;

namespace FtlAuth.Tests.Documentation;

/// <summary>Markdown as GitHub shows it, as far as links go.</summary>
internal static partial class Markdown
{
    /// <summary>What a link to a heading has behind its <c>#</c>.</summary>
    public static string Anchor(string heading) =>
        NotInAnchors().Replace(LinkTarget().Replace(heading, "$1").Trim().ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>The anchors of a page; a heading that comes again has a number.</summary>
    public static IReadOnlySet<string> Anchors(IEnumerable<string> lines)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in OutsideOfCode(lines).Where(line => Heading().IsMatch(line)))
        {
            var anchor = Anchor(Heading().Replace(line, ""));
            for (var number = 0; !anchors.Add(number == 0 ? anchor : $"{anchor}-{number}"); number++)
            {
            }
        }

        return anchors;
    }

    /// <summary>The targets of a page's links and images, without what stands in code.</summary>
    public static IEnumerable<string> Links(IEnumerable<string> lines) => LinkTarget()
        .Matches(InlineCode().Replace(string.Join('\n', OutsideOfCode(lines)), "``"))
        .Select(match => match.Groups[2].Value);

    private static IEnumerable<string> OutsideOfCode(IEnumerable<string> lines)
    {
        var inCode = false;
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                inCode = !inCode;
            }
            else if (!inCode)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(@"^#{1,6}\s+")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"\[([^\[\]]*)\]\(([^()\s]+)\)")]
    private static partial Regex LinkTarget();

    // Both may go on in the next line, within a paragraph.
    [GeneratedRegex(@"`(?:[^`\n]|\n(?!\n))*`")]
    private static partial Regex InlineCode();
}
