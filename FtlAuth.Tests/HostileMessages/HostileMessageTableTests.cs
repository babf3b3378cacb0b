namespace FtlAuth.Tests.HostileMessages;

public sealed class HostileMessageTableTests
{
    [Fact]
    public void Table_HasManyRows() => Assert.True(HostileMessageTable.Rows.Count >= 600, $"It has {HostileMessageTable.Rows.Count}.");

    [Fact]
    public void Table_EveryRefusedRow_HasATwinThatDiffers() =>
        Assert.DoesNotContain(HostileMessageTable.Rows.Values, row => row.Refusal is not null && (row.Twin is null || Wire(row.Twin) == Wire(row.Hostile)));

    [Fact]
    public void Table_NoTwoRows_SendTheSame() =>
        Assert.Empty(HostileMessageTable.Rows.GroupBy(row => $"{row.Value.Gateway} {Wire(row.Value.Hostile)}", row => row.Key).Where(same => same.Count() > 1).Select(same => string.Join(", ", same)));

    [Fact]
    public void Table_EveryGateway_HasARow() =>
        Assert.Equal(Enum.GetValues<GatewayKind>(), HostileMessageTable.Rows.Values.Select(row => row.Gateway).Distinct().Order());

    private static string Wire(Sent sent) => sent.ToWire("", Sent.OwnSession, Sent.ForeignSession);
}
