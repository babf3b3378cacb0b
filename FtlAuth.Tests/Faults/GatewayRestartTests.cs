using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>One of two gateways restarts: its clients go to the other one, and miss nothing.</summary>
public sealed class GatewayRestartTests(FaultsSystem shared) : FaultsTest(shared)
{
    [Theory]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public Task Gateway_TakenOutAndRestartedBesideAnother_NobodyNotices(CacheKind kind) => AssertRestartsUnnoticedAsync(kind, 1);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public Task Gateways_TakenOutAndRestartedByTurns_NobodyNotices(CacheKind kind) => AssertRestartsUnnoticedAsync(kind, 20);

    /// <summary>Nobody is told; whoever balances finds out by <c>/health</c>, as load balancers do.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData(CacheKind.Redis)]
    [InlineData(CacheKind.Garnet)]
    public async Task Gateways_RestartedWithoutNotice_NobodyButTheBalancerNotices(CacheKind kind)
    {
        const int Restarts = 6;
        const string DrainDelay = "00:00:01";
        await using var cache = await CacheServer.StartAsync(kind, Stack);
        int[] ports = [FreePort.Find(), FreePort.Find()];
        AdditionalGateway[] gateways = [await StartGatewayAsync(cache, ports[0], DrainDelay), await StartGatewayAsync(cache, ports[1], DrainDelay)];
        try
        {
            await using var traffic = await StartTrafficAsync(gateways);
            for (var restart = 0; restart < Restarts; restart++)
            {
                var index = restart % 2;
                var noticing = TakeOutWhenNotReadyAsync(traffic, gateways[index].Origin);
                await gateways[index].DisposeAsync();
                await noticing;
                gateways[index] = await StartGatewayAsync(cache, ports[index], DrainDelay);
                await AssertAllIsWellAsync(gateways[index]);
            }

            var report = await traffic.StopAsync();
            report.AssertNobodyNoticed();
            Assert.True(report.Moves >= GoodTraffic.Clients / 2, $"Its clients have moved: {report}");
        }
        finally
        {
            await gateways[0].DisposeAsync();
            await gateways[1].DisposeAsync();
        }
    }

    // Ten times a second; one answer that is not 200 is enough.
    private static async Task TakeOutWhenNotReadyAsync(GoodTraffic traffic, string gateway)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            using var health = await client.GetAsync(new Uri($"{gateway}/health"), TestContext.Current.CancellationToken);
            if (!health.IsSuccessStatusCode)
            {
                traffic.TakeOut(gateway);
                return;
            }
        }
    }

    // The clients are sent to the other one first, as a load balancer does.
    private async Task AssertRestartsUnnoticedAsync(CacheKind kind, int restarts)
    {
        await using var cache = await CacheServer.StartAsync(kind, Stack);
        int[] ports = [FreePort.Find(), FreePort.Find()];
        AdditionalGateway[] gateways = [await StartGatewayAsync(cache, ports[0]), await StartGatewayAsync(cache, ports[1])];
        try
        {
            await using var traffic = await StartTrafficAsync(gateways);
            for (var restart = 0; restart < restarts; restart++)
            {
                var index = restart % 2;
                traffic.TakeOut(gateways[index].Origin);
                await WaitAsync(Slack / 2);
                await gateways[index].DisposeAsync();
                await WaitAsync(CacheDuration);
                gateways[index] = await StartGatewayAsync(cache, ports[index]);
                await AssertAllIsWellAsync(gateways[index]);
            }

            var report = await traffic.StopAsync();
            report.AssertNobodyNoticed();
            Assert.True(report.Moves >= GoodTraffic.Clients / 2, $"Its clients have moved: {report}");
        }
        finally
        {
            await gateways[0].DisposeAsync();
            await gateways[1].DisposeAsync();
        }
    }
}
