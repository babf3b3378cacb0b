using FtlAuth.Tests.Conventions;

namespace FtlAuth.Tests.Documentation;

public sealed class LinkTests
{
    private static readonly string[] Others = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    public static TheoryData<string> Pages { get; } =
    [
        .. Others.Concat(Directory.EnumerateFiles(Path.Combine(ProductSources.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_LinksToWhatIsThere(string page) =>
        Violations.AssertNone(Markdown.Links(Read(page)).Where(IsRelative).Where(link => !IsThere(page, link)).Select(link => $"{page} links to {link}, which is not there."));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_OfTheDocumentation_IsInTheReadme(string page) =>
        Assert.True(page == "README.md" || Markdown.Links(Read("README.md")).Contains(page), $"README.md has no link to {page}.");

    [Theory]
    [InlineData("Coming from the original gateway", "coming-from-the-original-gateway")]
    [InlineData("`AuthKit:Issuers:<n>:…`", "authkitissuersn")]
    [InlineData("[Clients](docs/clients.md), and `curl`", "clients-and-curl")]
    public void Anchor_OfAHeading_IsGitHubs(string heading, string anchor) => Assert.Equal(anchor, Markdown.Anchor(heading));

    [Fact]
    public void Anchors_OfHeadingsOfTheSameName_AreNumbered() =>
        Assert.Equal(["a", "a-1", "a-2"], Markdown.Anchors(["# A", "## A", "```", "# B", "```", "### A"]));

    [Fact]
    public void Links_OverTwoLines_AreFound() => Assert.Equal(["x.md", "y.md"], Markdown.Links(["[a", "b](x.md) `[c", "d](e)` [f](y.md)"]));

    [Fact]
    public void Links_InCode_AreNone() => Assert.Equal(["x.md#y"], Markdown.Links(["`[a](b)` [c](x.md#y)", "```", "[d](e)", "```"]));

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal);

    private static bool IsThere(string page, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);
        var file = Path.GetFullPath(Path.Combine(ProductSources.Root, target));
        return File.Exists(file)
            ? anchor is null || Markdown.Anchors(File.ReadLines(file)).Contains(anchor)
            : Directory.Exists(file);
    }

    private static string[] Read(string page) => File.ReadAllLines(Path.Combine(ProductSources.Root, page));
}
