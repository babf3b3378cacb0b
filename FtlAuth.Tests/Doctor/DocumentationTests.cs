using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Conventions;

namespace FtlAuth.Tests.Doctor;

/// <summary>docs/doctor.md against the command.</summary>
public sealed class DocumentationTests
{
    private static readonly string[] Rows =
        [.. File.ReadLines(Path.Combine(ProductSources.Root, "docs", "doctor.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    public static TheoryData<string> Checks { get; } =
    [
        .. typeof(ICheck).Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(ICheck).IsAssignableFrom(type))
            .Select(type => ((ICheck)Activator.CreateInstance(type)!).Name),
    ];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Table_NamesTheCheck(string name) => Assert.Single(Rows, row => row.StartsWith($"| `{name}` ", StringComparison.Ordinal));

    [Theory]
    [InlineData("resource")]
    [InlineData("outcome")]
    [InlineData("counts")]
    [InlineData("checks")]
    [InlineData("check")]
    [InlineData("finding")]
    [InlineData("meaning")]
    [InlineData("remedy")]
    public void Table_NamesTheMember(string name) => Assert.Contains(Rows, row => row.Split('|')[1].Contains($"`{name}`", StringComparison.Ordinal) || row.Split('|')[1].Contains($".{name}`", StringComparison.Ordinal));
}
