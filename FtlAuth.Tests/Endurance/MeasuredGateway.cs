using System.Net;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Endurance;

/// <summary>The gateway in a process of its own, whose memory can be told from the test's.</summary>
internal sealed class MeasuredGateway : IAsyncDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly GatewayProcess _process;
    private readonly Task _output;
    private readonly HttpClient _client;
    private readonly string _token;

    private MeasuredGateway(GatewayProcess process, string origin, string token)
    {
        _process = process;
        _token = token;
        Origin = origin;
        _client = new HttpClient { BaseAddress = new Uri(origin), Timeout = TimeSpan.FromSeconds(10) };
        _output = DrainAsync();
    }

    public string Origin { get; }

    public string Token => _token;

    public long Mebibytes => _process.PrivateMemory / Mebibyte;

    public static async Task<MeasuredGateway> StartAsync(TestSystem system, string upstream, params (string Name, string Value)[] variables)
    {
        var origin = $"http://localhost:{FreePort.Find()}";
        var process = GatewayProcess.Start(
            ["--urls", origin.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)],
            [
                ("AuthKit__Issuer", system.System.IssuerUrl),
                ("McpGateway__Url", upstream),
                ("Logging__LogLevel__Default", "None"),

                // A heap that follows what is alive, and few buffers kept for later: what stays is what was lost.
                ("DOTNET_gcServer", "0"),
                ("DOTNET_GCgen0size", "1000000"),
                ("DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION", "4"),
                .. variables,
            ]);
        var gateway = new MeasuredGateway(process, origin, await system.MintAsync(new() { ["aud"] = $"{origin}/mcp", ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() }));
        await Eventually.TrueAsync(gateway.IsReadyAsync, "the gateway is ready");
        return gateway;
    }

    /// <summary>The status of a small request.</summary>
    public async Task<HttpStatusCode> CallAsync()
    {
        using var request = AdditionalGateway.McpRequest(HttpMethod.Post, _token);
        request.Content = TestSystem.JsonContent(TestSystem.ToolsList);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Goes on with small requests, whose garbage makes the collector work, until the process has no more memory than this.</summary>
    public Task AssertSettlesAtAsync(long mebibytes) => Eventually.TrueAsync(
        async () =>
        {
            await ServeManyAsync();
            return Mebibytes <= mebibytes;
        },
        $"the gateway gives back what it took, until it has {mebibytes} MiB or less; it has {Mebibytes} MiB now",

        // The server and the runtime look every ten seconds or so at what they could give back.
        TimeSpan.FromMinutes(1));

    public async Task ServeManyAsync()
    {
        const int Calls = 50;
        var statuses = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => CallAsync()));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
        await _output;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return await CallAsync() == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // A program whose output nobody reads comes to a stop.
    private async Task DrainAsync()
    {
        await foreach (var line in _process.OutputAsync(CancellationToken.None))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }
    }
}
