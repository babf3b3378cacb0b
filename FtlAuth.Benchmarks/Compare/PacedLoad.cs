using System.Diagnostics;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>Requests at a fixed pace, whatever the answers take: each is timed from when it was due, so that a queue counts.</summary>
internal static class PacedLoad
{
    private const int Connections = 8;

    public static async Task<LoadResult> RunAsync(Func<HttpRequestMessage> newRequest, double rate, TimeSpan duration)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        var started = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, Connections).Select(index => Task.Run(() => RunOneAsync(client, newRequest, index, rate, started, duration))));

        // What the first requests needed for connections is not what is asked.
        var times = runs.SelectMany(run => run.Skip(run.Count / 10)).Order().ToArray();
        return new LoadResult(times.Length, duration, times[times.Length / 2], times[times.Length * 99 / 100], 0, 0);
    }

    private static async Task<List<TimeSpan>> RunOneAsync(
        HttpMessageInvoker client, Func<HttpRequestMessage> newRequest, int index, double rate, long started, TimeSpan duration)
    {
        var times = new List<TimeSpan>();
        for (var count = 0; ; count++)
        {
            var due = TimeSpan.FromSeconds(((count * Connections) + index) / rate);
            if (due > duration)
            {
                return times;
            }

            // A delay ends a millisecond late or so; the last bit of the way is looked at.
            while (Stopwatch.GetElapsedTime(started) is var now && now < due)
            {
                await (due - now > TimeSpan.FromMilliseconds(2) ? Task.Delay(due - now - TimeSpan.FromMilliseconds(1.5)) : YieldAsync());
            }

            using var request = newRequest();
            using var response = await client.SendAsync(request, CancellationToken.None);
            await response.EnsureSuccessStatusCode().Content.CopyToAsync(Stream.Null);
            times.Add(Stopwatch.GetElapsedTime(started) - due);
        }
    }

    private static async Task YieldAsync() => await Task.Yield();
}
