using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Every row of <see cref="HostileTable"/> through real sockets: refused for its own reason, and its twin accepted.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileTokenTests(HostileSystem system)
{
    public static TheoryData<string> Rows { get; } = [.. HostileTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task HostileToken_IsRefusedForItsOwnReason_AndItsTwinIsAccepted(string row)
    {
        var token = HostileTable.Rows[row];
        var hostile = token.Hostile(system.Forge);
        var twin = token.Twin(system.Forge);

        system.AssertNew(token.Gateway, hostile);
        await AssertRefusedAsync(token, hostile);
        await AssertServedAsync(token.Gateway, twin);

        // That something so alike was just accepted changes nothing.
        await AssertRefusedAsync(token, hostile);
    }

    private async Task AssertRefusedAsync(HostileToken token, Presented hostile)
    {
        var answer = await system.SendAsync(token.Gateway, hostile);

        token.Verdict.AssertAnswer(answer);
        system.AssertReached(mcpRequests: 0);
        Assert.Equal(token.Verdict.LogLines, system.Log.Refusals);
        Assert.Empty(system.Log.Troubles);
        AssertTellsNothing(hostile, answer);
    }

    private async Task AssertServedAsync(GatewayKind gateway, Presented twin)
    {
        var answer = await system.SendAsync(gateway, twin);

        Assert.True(answer.Status == 200, $"The twin is refused: {string.Join(' ', system.Log.Refusals)}");
        system.AssertReached(mcpRequests: 1);
        Assert.Empty(system.Log.Refusals);
        AssertTellsNothing(twin, answer);
    }

    private void AssertTellsNothing(Presented presented, RawResponse answer)
    {
        var told = string.Join('\n', [answer.Reason, .. answer.Headers.SelectMany(header => header), answer.Body, .. system.Log.Lines]);
        presented.AssertUntold(told);
    }
}
