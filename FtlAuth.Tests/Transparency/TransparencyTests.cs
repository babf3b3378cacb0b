namespace FtlAuth.Tests.Transparency;

/// <summary>The same bytes with and without the gateway: nothing differs but what <see cref="ExpectedDifferences"/> names.</summary>
[Collection(TransparencyCollection.Name)]
public sealed class TransparencyTests(TransparencySystem system)
{
    public static TheoryData<string> Groups { get; } = [.. TransparencyTable.Groups.Keys];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task Exchange_ThroughTheGateway_DiffersAsTheSpecificationSays(string group)
    {
        var differences = new List<string>();
        foreach (var row in TransparencyTable.Groups[group])
        {
            var exchange = await system.ExchangeAsync(row.Request, row.Answer);
            differences.AddRange(exchange.Differences().Select(line => $"{row.Name}: {line}"));
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
