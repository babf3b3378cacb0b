namespace FtlAuth.Tests.Conventions;

/// <summary>Fails with every violation in full, where a collection's assertion shows the beginnings of a few.</summary>
internal static class Violations
{
    public static void AssertNone(IEnumerable<string?> violations)
    {
        var lines = violations.ToArray();
        Assert.True(lines.Length == 0, string.Join(Environment.NewLine, lines));
    }
}
