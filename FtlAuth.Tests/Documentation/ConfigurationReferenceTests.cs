using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Conventions;

namespace FtlAuth.Tests.Documentation;

public sealed class ConfigurationReferenceTests
{
    private const string Switch = "FTLAUTH_WRITE_DOCS";

    private static readonly string Page = Path.Combine(ProductSources.Root, "docs", "configuration.md");

    public static TheoryData<string> Keys { get; } = [.. Settings.Keys()];

    [Fact]
    public void Page_IsWhatTheSettingsClassesSay()
    {
        var expected = ConfigurationReference.Write();
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            File.WriteAllText(Page, expected);
        }

        var actual = File.Exists(Page) ? File.ReadAllText(Page).ReplaceLineEndings("\n") : "";
        var line = expected.Split('\n').Zip(actual.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.True(
            expected == actual,
            $"docs/configuration.md differs from the settings classes at line {line}. Write it anew with: {Switch}=1 ./test --filter FullyQualifiedName~ConfigurationReference");
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_OfTheGateway_IsInTheReference(string key) =>
        Assert.Contains(Described(), described => described.Key == key || described.Key.StartsWith(key + ":", StringComparison.Ordinal));

    [Fact]
    public void Keys_HaveAMeaningAndADefault() =>
        Violations.AssertNone(Described()
            .Where(key => key.Meaning.Length == 0 || key.Default.Length == 0)
            .Select(key => $"{key.Key}: its docstring needs a meaning, and 'Default: ….'"));

    // Two places name a default; the one that runs is right.
    [Fact]
    public void Defaults_InDocstrings_AreThoseOfTheCode() =>
        Violations.AssertNone(Described()
            .Where(key => !key.Default.Replace("`", "", StringComparison.Ordinal).Contains(key.DefaultInCode, StringComparison.OrdinalIgnoreCase))
            .Select(key => $"{key.Key}: its docstring says '{key.Default}', and it is '{key.DefaultInCode}'."));

    private static IEnumerable<ReferenceKey> Described() => ReferenceSections.All.SelectMany(section => section.Keys);
}
