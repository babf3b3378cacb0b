namespace FtlAuth.Tests.Transparency;

public sealed class TransparencyTableTests
{
    public static TheoryData<string> Methods { get; } =
    [
        "initialize", "ping", "tools/list", "tools/call", "resources/list", "resources/templates/list", "resources/read", "resources/subscribe", "resources/unsubscribe",
        "prompts/list", "prompts/get", "completion/complete", "logging/setLevel", "tasks/get", "tasks/update", "tasks/cancel", "server/discover", "subscriptions/listen",
        "notifications/initialized", "notifications/cancelled", "notifications/progress", "notifications/roots/list_changed",
    ];

    private static TransparencyCase[] Rows => [.. TransparencyTable.Groups.Values.SelectMany(rows => rows)];

    [Fact]
    public void Table_HasManyRows() => Assert.True(Rows.Length >= 1200, $"It has {Rows.Length}.");

    [Theory]
    [MemberData(nameof(Methods))]
    public void Table_EveryMethodOfMcp_HasARow(string method) =>
        Assert.Contains(Rows, row => row.Request.Body.Contains($"\"{method}\"", StringComparison.Ordinal));

    [Fact]
    public void Table_EveryRevision_HasARow() => Assert.All(
        LegacyRows.Versions.Append(McpMessages.Modern), version => Assert.Contains(Rows, row => row.Request.Body.Contains($"\"{version}\"", StringComparison.Ordinal)));

    [Fact]
    public void Table_EverySentence_IsWritten() => Assert.All(
        ExpectedDifferences.OfRequests.Concat(ExpectedDifferences.OfAnswers), difference => Assert.True(difference.Sentence.Length > 20, difference.Sentence));
}
