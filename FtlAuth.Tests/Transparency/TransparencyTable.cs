namespace FtlAuth.Tests.Transparency;

/// <summary>The matrix, in groups: a test for each would cost more than its exchange.</summary>
internal static class TransparencyTable
{
    public static IReadOnlyDictionary<string, TransparencyCase[]> Groups { get; } = LegacyRows.All.GroupBy(row => $"legacy {FirstWords(row, 2)}")
        .Concat(ModernRows.All.GroupBy(row => $"modern {FirstWords(row, 1)}"))
        .Concat(RequestRows.All.GroupBy(row => $"request {FirstWords(row, 2)}"))
        .Concat(AnswerRows.All.GroupBy(row => $"answer {FirstWords(row, 1)}"))
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static string FirstWords(TransparencyCase row, int count) => string.Join(' ', row.Name.Split([' ', ',', ':']).Take(count));
}
