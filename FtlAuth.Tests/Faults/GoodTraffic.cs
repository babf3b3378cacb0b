using System.Collections.Concurrent;
using System.Diagnostics;

namespace FtlAuth.Tests.Faults;

/// <summary>Fifty clients with good tokens that keep calling at a steady rate, to whom nothing must happen.</summary>
public sealed class GoodTraffic : IAsyncDisposable
{
    public const int Clients = 50;

    public const int RequestsPerSecond = 200;

    // A test that goes astray must not call for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<TimeSpan> _latencies = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly GoodClient[] _clients;
    private readonly long _started = Stopwatch.GetTimestamp();
    private Task _calling = Task.CompletedTask;

    private GoodTraffic(Func<Task<string>> mint, string[] gateways) =>
        _clients = [.. Enumerable.Range(0, Clients).Select(index => new GoodClient(mint, [.. gateways.Skip(index % gateways.Length), .. gateways.Take(index % gateways.Length)]))];

    /// <summary>How many tokens were refused and replaced so far.</summary>
    public int Renewals => _clients.Sum(client => client.Renewals);

    /// <summary>Starts the clients, spread over the gateways; returns when each has been served.</summary>
    /// <param name="mint">Makes a good token.</param>
    /// <param name="gateways">The origins; a client goes to another one when its own is gone.</param>
    public static async Task<GoodTraffic> StartAsync(Func<Task<string>> mint, params string[] gateways)
    {
        var traffic = new GoodTraffic(mint, gateways);
        await traffic.RenewTokensAsync();

        // The first request of a client opens its connection, and counts for nothing but its success.
        foreach (var client in traffic._clients)
        {
            Assert.Null(await client.CallAsync(renews: false, TestContext.Current.CancellationToken));
        }

        traffic._stop.CancelAfter(Longest);
        traffic._calling = Task.WhenAll(traffic._clients.Select((client, index) => traffic.KeepCallingAsync(client, index)));
        return traffic;
    }

    /// <summary>Whether a client whose token is refused fetches a new one and tries once more, as MCP clients do.</summary>
    public bool RenewsRefusedTokens { get; set; }

    /// <summary>Gives every client a new token.</summary>
    public Task RenewTokensAsync() => Task.WhenAll(_clients.Select(client => client.RenewTokenAsync()));

    /// <summary>Sends the clients of a gateway to the next one; what is under way to it goes on.</summary>
    public void TakeOut(string gateway) => Array.ForEach(_clients, client => client.Leave(gateway));

    /// <summary>Lets the requests under way end.</summary>
    public async Task<TrafficReport> StopAsync()
    {
        Assert.False(_stop.IsCancellationRequested, $"The traffic ended by itself after {Longest}.");
        await _stop.CancelAsync();
        await _calling;
        var report = new TrafficReport([.. _latencies], [.. _failures], Renewals, _clients.Sum(client => client.Moves), Stopwatch.GetElapsedTime(_started));
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        return report;
    }

    public async Task StopAndAssertNobodyNoticedAsync() => (await StopAsync()).AssertNobodyNoticed();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _calling;
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _stop.Dispose();
    }

    private async Task KeepCallingAsync(GoodClient client, int index)
    {
        var interval = TimeSpan.FromSeconds((double)Clients / RequestsPerSecond);
        try
        {
            // Spread over the interval, so that the rate is steady.
            await Task.Delay(interval * index / Clients, _stop.Token);
            using var timer = new PeriodicTimer(interval);
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var started = Stopwatch.GetTimestamp();
                if (await client.CallAsync(RenewsRefusedTokens, CancellationToken.None) is { } failure)
                {
                    _failures.Enqueue($"after {Stopwatch.GetElapsedTime(_started).TotalSeconds:0.00} s: {failure}");
                }
                else
                {
                    _latencies.Enqueue(Stopwatch.GetElapsedTime(started));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The traffic is stopped, between two requests.
        }
    }
}
