namespace FtlAuth.Tests.HostileMessages;

/// <summary>Every row of <see cref="HostileMessageTable"/> through real sockets.</summary>
[Collection(HostileMessagesCollection.Name)]
public sealed class HostileMessageTests(HostileMessagesSystem system)
{
    public static TheoryData<string> RefusedRows { get; } = [.. Names(row => row.Refusal is not null)];

    public static TheoryData<string> PassingRows { get; } = [.. Names(row => row.Refusal is null)];

    [Theory]
    [MemberData(nameof(RefusedRows))]
    public async Task HostileMessage_IsRefusedUnseenByTheServer_AndItsTwinPasses(string name)
    {
        var row = HostileMessageTable.Rows[name];

        var (answer, deliveries) = await system.SendAsync(row.Gateway, row.Hostile);

        row.Refusal!.AssertAnswer(answer);
        Assert.Empty(deliveries);
        Assert.Empty(system.Troubles);
        await AssertPassesAsync(row.Gateway, row.Twin!);
    }

    [Theory]
    [MemberData(nameof(PassingRows))]
    public async Task HostileMessage_WithNothingToRefuse_PassesWithoutWhatIsForged(string name)
    {
        var row = HostileMessageTable.Rows[name];

        await AssertPassesAsync(row.Gateway, row.Hostile);
    }

    private async Task AssertPassesAsync(GatewayKind gateway, Sent sent)
    {
        var (answer, deliveries) = await system.SendAsync(gateway, sent);

        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Body}");
        Assert.Single(deliveries).AssertIs(sent);
        Assert.Empty(system.Troubles);
    }

    private static IEnumerable<string> Names(Func<HostileMessage, bool> condition) =>
        HostileMessageTable.Rows.Where(row => condition(row.Value)).Select(row => row.Key);
}
