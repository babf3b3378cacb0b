using System.Security.Cryptography;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Isolation;

/// <summary>Many users interleaved over both eras and two replicas: nobody is ever taken for somebody else.</summary>
public sealed class IsolationTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Audience = "https://mcp.example.com/mcp";

    [Fact]
    public Task Users_AFewForAWhile_AreNeverMixedUp() => AssertNeverMixedUpAsync(users: 30, TimeSpan.FromSeconds(3), leastRequests: 150);

    [Fact]
    [Trait("Category", "Long")]
    public Task Users_TwoHundredForAMinute_AreNeverMixedUp() => AssertNeverMixedUpAsync(users: 200, TimeSpan.FromSeconds(60), leastRequests: 6000);

    private async Task AssertNeverMixedUpAsync(int users, TimeSpan duration, int leastRequests)
    {
        (string Key, string? Value)[] settings =
        [
            ("Gateway:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            ("AuthKit:Audience", Audience),
            ("Identity:Body", "Both"),
            ("ConnectionStrings:cache", shared.System.System.CacheConnectionString),
        ];
        await using var first = await shared.System.StartGatewayAsync(settings);
        await using var second = await shared.System.StartGatewayAsync(settings);
        var crowd = await Task.WhenAll(Enumerable.Range(0, users).Select(number => IsolationUser.CreateAsync(number, shared.System, Audience)));
        using var run = new IsolationRun(crowd, [first.Origin, second.Origin]);

        await run.RunAsync(duration);

        TestContext.Current.TestOutputHelper?.WriteLine($"{users} users sent {run.Requests} requests: {run.Summary}");
        Assert.True(run.Faults.Count == 0, string.Join(Environment.NewLine, run.Faults));
        Assert.True(run.Requests >= leastRequests, $"Only {run.Requests} requests: {run.Summary}");
        Assert.All(Enum.GetValues<IsolationStep>(), step => Assert.True(run.Count(step) > 0, $"Nobody did {step}: {run.Summary}"));
    }
}
