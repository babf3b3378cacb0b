namespace FtlAuth.Tests.Faults;

/// <summary>What the clients saw.</summary>
/// <param name="Latencies">Of every request that was served.</param>
/// <param name="Failures">In words, in the order in which they came.</param>
/// <param name="Renewals">How often a client fetched a new token because its own was refused.</param>
/// <param name="Moves">How often a client found a gateway gone and went to the other one.</param>
/// <param name="Duration">From the start to the end of the traffic.</param>
public sealed record TrafficReport(TimeSpan[] Latencies, string[] Failures, int Renewals, int Moves, TimeSpan Duration)
{
    private const int Shown = 5;

    // No request waits for the issuer (5 s) nor for Redis (1 s); what is left is a machine that is busy otherwise.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UsualWait = TimeSpan.FromMilliseconds(500);

    /// <summary>In milliseconds, of the requests that were served.</summary>
    public double P99 => Percentile(0.99);

    public override string ToString() =>
        $"{Latencies.Length} requests served in {Duration.TotalSeconds:0.0} s, {Failures.Length} failed, {Renewals} tokens renewed, {Moves} moves; "
        + $"p50 {Percentile(0.5):0.0} ms, p99 {Percentile(0.99):0.0} ms, max {Percentile(1):0.0} ms";

    public void AssertNobodyNoticed()
    {
        Assert.True(Failures.Length == 0, $"{this}{Environment.NewLine}{string.Join(Environment.NewLine, Failures.Take(Shown))}");

        // Half of the rate: a test that sends next to nothing proves nothing.
        Assert.True(Latencies.Length > Duration.TotalSeconds * GoodTraffic.RequestsPerSecond / 2, $"Too few: {this}");
        Assert.True(Percentile(0.99) < UsualWait.TotalMilliseconds && Percentile(1) < LongestWait.TotalMilliseconds, $"Too slow: {this}");
    }

    private double Percentile(double part) =>
        Latencies.Length == 0 ? 0 : Latencies.Order().ElementAt((int)((Latencies.Length - 1) * part)).TotalMilliseconds;
}
