using System.Diagnostics;

namespace FtlAuth.Tests.Testing;

/// <summary>For what happens in the background and has no event of its own: asks again until it is so.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <param name="condition">What to ask.</param>
    /// <param name="expectation">What the answer means.</param>
    /// <param name="patience">How long it may take. Default: 15 s.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string expectation, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < limit, $"Not within {limit.TotalSeconds} s: {expectation}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
