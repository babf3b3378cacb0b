using System.Net;
using System.Net.Sockets;
using FtlAuth.Gateway.Operations;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Proxy;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Operations;

public sealed class DrainTests(ContractSystem shared) : StreamTest(shared)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    private readonly CapturedLog _log = new();

    [Fact]
    public async Task Gateway_ThatDrains_ServesAndSaysThatItWillNotForLong()
    {
        await StartAsync();
        Server.End();
        await AssertHealthAsync(HttpStatusCode.OK);
        using var before = await AskAsync();

        // A client has its answer a moment before the gateway is done with it.
        var draining = Gateway.Services.GetRequiredService<Draining>();
        await Eventually.TrueAsync(() => Task.FromResult(draining.Running == 0), "no request is under way");

        var stopping = Gateway.StopAsync();

        await AssertHealthAsync(HttpStatusCode.ServiceUnavailable);
        using var alive = await Gateway.Client.GetAsync("/alive", TestContext.Current.CancellationToken);
        using var served = await AskAsync();
        using var challenged = await Gateway.PostMcpAsync(null);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, challenged.StatusCode);
        Assert.All([served, challenged, alive], response => Assert.True(response.Headers.ConnectionClose));
        Assert.Null(before.Headers.ConnectionClose);
        Assert.False(stopping.IsCompleted);

        Time.Advance(Delay);
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await AssertRefusedAsync();
        Assert.Contains(
            "The gateway stops: streams that only listen end now, new requests are served for another 00:01:00 while /health says 503 (Limits:DrainDelay), "
                + "and those under way, now 0, get 00:00:30 after that (Limits:DrainTimeout).",
            _log.Lines);
        Assert.DoesNotContain(_log.Lines, IsOfACut);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Listen)]
    public async Task ListeningStream_WhenDrainingBegins_Ends(string? body)
    {
        await StartAsync();
        using var stream = await OpenAndPassAsync(body);

        var stopping = Gateway.StopAsync();

        await stream.ExpectEndAsync();
        await Server.Aborted.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Time.Advance(Delay);
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ListeningStream_OpenedWhileDraining_EndsAtOnce()
    {
        await StartAsync();
        var stopping = Gateway.StopAsync();
        await AssertHealthAsync(HttpStatusCode.ServiceUnavailable);

        using var stream = await OpenAsync();

        await stream.ExpectEndAsync();
        Assert.True(stream.Response.Headers.ConnectionClose);
        Time.Advance(Delay);
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Answer_ToACall_RunsToItsEndAlthoughTheServerAcceptsNobody()
    {
        await StartAsync();
        using var stream = await OpenAndPassAsync(ToolsCall);
        var stopping = Gateway.StopAsync();
        await PassAsync(stream, "data: second\n\n");

        Time.Advance(Delay);

        await AssertRefusedAsync();
        await PassAsync(stream, "data: third\n\n");
        Assert.False(stopping.IsCompleted);
        Server.End();
        await stream.ExpectEndAsync();
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Contains(_log.Lines, line => line.Contains("now 1, get", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, IsOfACut);
    }

    [Fact]
    public async Task Answer_ToACallThatTakesTooLong_IsCut()
    {
        await StartAsync("0", "00:00:01");
        using var stream = await OpenAndPassAsync(ToolsCall);

        var stopping = Gateway.StopAsync();

        await stream.ExpectErrorAsync();
        await Server.Aborted.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal("The time to end is over: 1 requests are cut. Limits:DrainTimeout says how long they get.", Assert.Single(_log.Troubles, IsOfACut));
    }

    [Fact]
    public async Task Gateway_WithoutDelay_StopsAtOnce()
    {
        await StartAsync("0", "00:00:30");
        Server.End();
        using var served = await AskAsync();

        await Gateway.StopAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);

        await AssertRefusedAsync();
    }

    private Task StartAsync(string delay = "00:01:00", string timeout = "00:00:30") => StartAsync(
        null,
        services => services.AddSingleton<TimeProvider>(Time).AddSingleton<ILoggerProvider>(_log),
        [.. CapturedLog.Settings, ("Limits:DrainDelay", delay), ("Limits:DrainTimeout", timeout), ("Limits:SseKeepAlive", "0")]);

    private static bool IsOfACut(string line) => line.StartsWith("The time to end is over", StringComparison.Ordinal);

    private async Task AssertHealthAsync(HttpStatusCode expected) => await Eventually.TrueAsync(
        async () =>
        {
            using var health = await Gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
            return health.StatusCode == expected;
        },
        $"/health says {expected}");

    private async Task<HttpResponseMessage> AskAsync()
    {
        var response = await Gateway.PostMcpAsync(await MintAsync(), ToolsCall);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return response;
    }

    private Task AssertRefusedAsync() => Eventually.TrueAsync(
        async () =>
        {
            using var connection = new TcpClient();
            try
            {
                await connection.ConnectAsync("127.0.0.1", new Uri(Gateway.Origin).Port, TestContext.Current.CancellationToken);
                return false;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return true;
            }
        },
        "nobody listens any more");
}
