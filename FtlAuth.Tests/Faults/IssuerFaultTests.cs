using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>The issuer's keys cannot be fetched for longer than they count as fresh: the last good ones stay in use.</summary>
public sealed class IssuerFaultTests(FaultsSystem shared) : FaultsTest(shared)
{
    // What the issuer answers when it answers, but no keys.
    private const string Nonsense = "nonsense";

    [Theory]
    [InlineData("error")]
    [InlineData("hang")]
    [InlineData("huge")]
    [InlineData("redirect")]
    [InlineData(Nonsense)]
    public Task Issuer_Fails_NobodyNotices(string fault) => AssertNobodyNoticesAsync(fault, CacheDuration * 1.5);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("error")]
    [InlineData("hang")]
    [InlineData("drip")]
    [InlineData("huge")]
    [InlineData("redirect")]
    [InlineData("refuse")]
    [InlineData(Nonsense)]
    public Task Issuer_FailsForLong_NobodyNotices(string fault) => AssertNobodyNoticesAsync(fault, CacheDuration * 25);

    private async Task AssertNobodyNoticesAsync(string fault, TimeSpan span)
    {
        await using var gateway = await StartGatewayAsync();
        await using var traffic = await StartTrafficAsync(gateway);
        var fetches = await FetchesAsync();

        await BreakAsync(fault);
        await Eventually.TrueAsync(async () => await FetchesAsync() > fetches, "the gateway meets the fault");
        await WaitAsync(span);
        await MendAsync(fault);
        await AssertAllIsWellAsync(gateway);

        await traffic.StopAndAssertNobodyNoticedAsync();
    }

    private async Task BreakAsync(string fault)
    {
        if (fault == Nonsense)
        {
            (await Stack.IssuerAdmin.PutAsync("/admin/jwks", TestSystem.JsonContent("""{"keys":[{"""), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            return;
        }

        await Stack.SetIssuerFaultAsync("jwks", fault);
    }

    private async Task MendAsync(string fault)
    {
        if (fault == Nonsense)
        {
            (await Stack.IssuerAdmin.DeleteAsync("/admin/jwks", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            return;
        }

        await Stack.SetIssuerFaultAsync("jwks", "none");
    }
}
