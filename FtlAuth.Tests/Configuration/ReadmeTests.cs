using FtlAuth.Tests.Conventions;

namespace FtlAuth.Tests.Configuration;

/// <summary>The README against the gateway.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(ProductSources.Root, "README.md")).Where(line => line.StartsWith('|'))];

    public static TheoryData<string> Keys { get; } = [.. Settings.Keys()];

    [Theory]
    [MemberData(nameof(Keys))]
    public void ConfigurationTable_NamesTheKey(string key) =>
        Assert.Contains(Rows, row => row.Split('|')[1].Split('`').Any(name => name == key || name.StartsWith(key + ":", StringComparison.Ordinal)));
}
