using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

public sealed class HostileTableTests
{
    // That the issuer cannot be reached is no property of a token.
    public static TheoryData<string> Refusals { get; } =
        [.. Enum.GetNames<TokenRefusal>().Except([nameof(TokenRefusal.None), nameof(TokenRefusal.KeysUnavailable)])];

    [Fact]
    public void Table_HasManyRows() => Assert.True(HostileTable.Rows.Count >= 350, $"It has {HostileTable.Rows.Count}.");

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Table_EveryRefusal_HasARow(string refusal) =>
        Assert.Contains(HostileTable.Rows.Values, row => row.Verdict.Refusal.ToString() == refusal);

    [Fact]
    public void Table_EveryGateway_HasARow() =>
        Assert.Equal(Enum.GetValues<GatewayKind>(), HostileTable.Rows.Values.Select(row => row.Gateway).Distinct().Order());
}
