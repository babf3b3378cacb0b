using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Operations;

public sealed class MetricsTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Upstream = "ftlauth.upstream.duration";

    [Fact]
    public async Task Upstream_ThatAnswers_IsTimedUntilItsHeaders()
    {
        await using var gateway = await Stack.StartGatewayAsync();
        using var metrics = new RecordedMetrics(gateway);

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.TrueAsync(() => Task.FromResult(metrics.Has($"{Upstream} answered")), "the answer is timed");
        Assert.InRange(metrics.Gauge($"{Upstream} answered"), 0.000001, 10);
        Assert.InRange(metrics.Gauge("ftlauth.token.duration"), 0.000001, 10);
        Assert.Equal(1, metrics.Gauge("ftlauth.tokens.remembered"));
    }

    [Theory]
    [InlineData(0, "unreachable")]
    [InlineData(StatusCodes.Status401Unauthorized, "not_relayed")]
    [InlineData(StatusCodes.Status307TemporaryRedirect, "not_relayed")]
    [InlineData(StatusCodes.Status500InternalServerError, "answered")]
    public async Task Upstream_ThatFails_IsCountedByWhatItDid(int status, string outcome)
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", status == 0 ? $"http://localhost:{FreePort.Find()}" : server.Origin));
        using var metrics = new RecordedMetrics(gateway);

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        Assert.True((int)response.StatusCode >= 500);
        await Eventually.TrueAsync(() => Task.FromResult(metrics.Has($"{Upstream} {outcome}")), $"the request is counted as {outcome}");
    }

    [Fact]
    public async Task Upstream_ThatIsSilent_IsCountedAsTimeout()
    {
        await using var server = await FakeServer.StartAsync(async context => await Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", server.Origin), ("Limits:UpstreamTimeout", "00:00:00.1"));
        using var metrics = new RecordedMetrics(gateway);

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.True(metrics.Gauge($"{Upstream} timeout") >= 0.09);
    }

    [Fact]
    public async Task Streams_AreCountedWhileTheyAreOpen()
    {
        await using var server = await StreamServer.StartAsync();
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", server.Origin));
        using var metrics = new RecordedMetrics(gateway);
        var token = await Stack.MintForAsync(gateway.Resource);
        var streams = new List<HttpResponseMessage>();
        for (var count = 1; count <= 3; count++)
        {
            using var request = AdditionalGateway.McpRequest(HttpMethod.Get, token);
            streams.Add(await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
            Assert.Equal(count, metrics.Count("ftlauth.streams.open"));
        }

        streams.ForEach(stream => stream.Dispose());

        await Eventually.TrueAsync(() => Task.FromResult(metrics.Count("ftlauth.streams.open") == 0), "no stream is open");
    }

    [Fact]
    public async Task Streams_OfClientsThatGoAwayAtOnce_AreNotCountedForGood()
    {
        await using var server = await StreamServer.StartAsync();
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", server.Origin));
        using var metrics = new RecordedMetrics(gateway);
        var token = await Stack.MintForAsync(gateway.Resource);
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, async (number, _) =>
        {
            using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(number % 20));
            using var request = AdditionalGateway.McpRequest(HttpMethod.Get, token);
            try
            {
                using var stream = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, gone.Token);
            }
            catch (OperationCanceledException)
            {
                // That is the client.
            }
        });

        await Eventually.TrueAsync(() => Task.FromResult(metrics.Count("ftlauth.streams.open") == 0), "no stream is open");
    }

    [Fact]
    public async Task Keys_AreToldWithTheirAge()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Stack.StartGatewayAsync(services => services.AddSingleton<TimeProvider>(time), ("Jwks:CacheDuration", "01:00:00"));
        using var metrics = new RecordedMetrics(gateway);
        using var response = await gateway.PostMcpAsync(await Stack.MintAsync(
            new JsonObject { ["aud"] = gateway.Resource, ["exp"] = time.GetUtcNow().AddHours(1).ToUnixTimeSeconds() }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.InRange(metrics.Gauge($"ftlauth.jwks.age {Issuer}"), 120, 121);
        Assert.True(metrics.Gauge($"ftlauth.jwks.keys {Issuer}") >= 1);
        Assert.False(metrics.Has("ftlauth.redis.up"));
    }

    [Fact]
    public async Task Keys_ThatCannotBeFetched_AreCountedByCause()
    {
        await using var server = await FakeServer.StartAsync(context => context.Response.WriteAsync("{}"));
        await using var unusable = await Stack.StartGatewayAsync(("AuthKit:JwksUri", $"{server.Origin}/jwks"));
        await using var unreachable = await Stack.StartGatewayAsync(("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"));
        foreach (var (gateway, outcome) in new[] { (unusable, "unusable"), (unreachable, "unreachable") })
        {
            using var metrics = new RecordedMetrics(gateway);
            await Eventually.TrueAsync(() => Task.FromResult(metrics.Count($"ftlauth.jwks.fetches {Issuer} {outcome} due") > 0), $"a fetch is counted as {outcome}");
            Assert.Equal(0, metrics.Gauge($"ftlauth.jwks.keys {Issuer}"));
            Assert.False(metrics.Has($"ftlauth.jwks.age {Issuer}"));
        }
    }

    [Fact]
    public async Task Redis_IsToldToBeDownWhileItIs()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()},connectTimeout=200,connectRetry=0"));
        using var metrics = new RecordedMetrics(gateway);

        await Eventually.TrueAsync(() => Task.FromResult(metrics.Gauge("ftlauth.redis.up") == 0), "Redis is told to be down");
    }
}
