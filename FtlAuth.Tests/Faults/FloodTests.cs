using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>Ten thousand tokens with keys that nobody has: they cost the issuer next to nothing, and the clients with good tokens nothing.</summary>
public sealed class FloodTests(FaultsSystem shared) : FaultsTest(shared)
{
    private const int Unknown = 10_000;
    private const int PerSecond = 250;

    // What a machine that runs all of this beside other tests adds to any percentile.
    private const double Noise = 5;

    [Fact]
    [Trait("Category", "Long")]
    public async Task UnknownKeys_AFlood_ChangesNeitherThePercentilesNorTheFetches()
    {
        await using var cache = await CacheServer.StartAsync(CacheKind.Redis, Stack);
        (string, string?)[] settings =
        [
            ("AuthKit:Audience", "https://gateway.example/mcp"),
            ("Gateway:Secret", Convert.ToBase64String(new byte[32])),
            ("ConnectionStrings:cache", cache.ConnectionString),
        ];
        await using var first = await Stack.StartGatewayAsync(settings);
        await using var second = await Stack.StartGatewayAsync(settings);
        var unknown = await Task.WhenAll(Enumerable.Range(0, 100).Select(MintUnknownAsync));

        // The same length of time without the flood and with it.
        var before = await MeasureAsync([first, second], () => WaitAsync(TimeSpan.FromSeconds(Unknown / PerSecond)));
        var fetches = await FetchesAsync();
        var during = await MeasureAsync([first, second], () => FloodAsync([first, second], unknown));

        before.AssertNobodyNoticed();
        during.AssertNobodyNoticed();
        Assert.InRange(during.P99, 0, (before.P99 * 2) + Noise);

        // One look at the start and one for each whole cool-down of 30 s.
        Assert.InRange(await FetchesAsync() - fetches, 1, 1 + (during.Duration / TimeSpan.FromSeconds(30)));
    }

    private async Task<TrafficReport> MeasureAsync(AdditionalGateway[] gateways, Func<Task> meanwhile)
    {
        await using var traffic = await StartTrafficAsync(gateways);
        await meanwhile();
        return await traffic.StopAsync();
    }

    private static async Task FloodAsync(AdditionalGateway[] gateways, string[] unknown)
    {
        const int Burst = 10;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Burst / PerSecond));
        for (var sent = 0; sent < Unknown; sent += Burst)
        {
            var statuses = await Task.WhenAll(Enumerable.Range(sent, Burst).Select(index => StatusAsync(gateways[index % gateways.Length], unknown[index % unknown.Length])));
            Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task<string> MintUnknownAsync(int index) => Stack.MintAsync(
        new JsonObject { ["aud"] = "https://gateway.example/mcp" }, new JsonObject { ["kid"] = $"unknown-{index}" });
}
