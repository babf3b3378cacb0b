using System.Text.RegularExpressions;
using FtlAuth.Tests.Conventions;

namespace FtlAuth.Tests.Documentation;

/// <summary>What the documentation says of the sources, which are renamed more often than it is read.</summary>
public sealed partial class SourceNameTests
{
    private static readonly HashSet<string> Files = [.. ProductSources.AllFiles().Select(file => Path.GetFileName(file.Path))];

    public static TheoryData<string> Pages { get; } = [.. LinkTests.Pages.Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_NamesFilesAndTestsThatExist(string page)
    {
        var text = File.ReadAllText(Path.Combine(ProductSources.Root, page));

        Violations.AssertNone(FileName().Matches(text)
            .Select(match => match.Groups["file"].Success ? match.Groups["file"].Value : $"{match.Groups["test"].Value}.cs")
            .Where(name => !Files.Contains(name))
            .Select(name => $"{page} names {name}, which is not there."));
    }

    // A test or a table of it by its class, anything else by its file.
    [GeneratedRegex(@"`(?<test>[A-Z]\w+(Tests|Rows))`|`(?:[\w.]+/)*(?<file>[A-Z]\w+(\.Aspire)?\.cs)`")]
    private static partial Regex FileName();
}
