using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>The issuer works, but its keys change under the clients.</summary>
public sealed class IssuerKeysTests(FaultsSystem shared) : FaultsTest(shared)
{
    [Fact]
    public Task Keys_RotatedTwice_NobodyNotices() => AssertRotationsUnnoticedAsync(2, CacheDuration + Slack);

    [Fact]
    [Trait("Category", "Long")]
    public Task Keys_RotatedTenTimesInAMinute_NobodyNotices() => AssertRotationsUnnoticedAsync(10, TimeSpan.FromSeconds(6));

    [Fact]
    public Task Issuer_RestartedWithNewKeys_ClientsRenewAndNothingElse() => AssertRestartUnnoticedAsync(CacheDuration);

    [Fact]
    [Trait("Category", "Long")]
    public Task Issuer_RestartedWithNewKeysAfterLong_ClientsRenewAndNothingElse() => AssertRestartUnnoticedAsync(CacheDuration * 25);

    // As issuers rotate: the new key signs at once, the old one stays in the set until its tokens are out of use.
    private async Task AssertRotationsUnnoticedAsync(int rotations, TimeSpan interval)
    {
        var oldest = await Stack.AddKeyAsync();
        var last = await Stack.AddKeyAsync();
        var removed = await MintAsync(oldest);
        await using var gateway = await StartGatewayAsync();
        await using var traffic = await StartTrafficAsync(gateway);
        var fetches = await FetchesAsync();
        for (var rotation = 0; rotation < rotations; rotation++)
        {
            await Stack.RemoveKeyAsync(oldest);
            (oldest, last) = (last, await Stack.AddKeyAsync());
            await traffic.RenewTokensAsync();
            await WaitAsync(interval);
        }

        // One look for each new key, and the refreshes; not one for each client.
        Assert.InRange(await FetchesAsync() - fetches, rotations, rotations * (2 + (interval / CacheDuration * 2)));
        await AssertRefusedForAsync(gateway, removed, CacheDuration);
        await AssertAllIsWellAsync(gateway);

        await traffic.StopAndAssertNobodyNoticedAsync();
    }

    /// <summary>
    /// Nobody notices that the issuer is away. When it is back it has other keys; the old tokens are good until the gateway sees that, one
    /// cache duration later at most, and a client whose token is refused by then gets in with a new one at once.
    /// </summary>
    private async Task AssertRestartUnnoticedAsync(TimeSpan away)
    {
        await using var gateway = await StartGatewayAsync();
        await using var traffic = await StartTrafficAsync(gateway);
        var old = await MintAsync();

        await Stack.System.StopAuthKitAsync();
        await WaitAsync(away);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, old));
        traffic.RenewsRefusedTokens = true;
        await Stack.System.StartAuthKitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync()));
        await WaitAsync(CacheDuration + Slack);
        await AssertRefusedForAsync(gateway, old, CacheDuration / 2);
        await AssertAllIsWellAsync(gateway);

        var report = await traffic.StopAsync();
        report.AssertNobodyNoticed();
        Assert.Equal(GoodTraffic.Clients, report.Renewals);
    }
}
