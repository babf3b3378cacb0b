using System.Text;
using FtlAuth.Tests.Testing;
using FtlAuth.Tests.Transparency;

namespace FtlAuth.Tests.Endurance;

/// <summary>
/// What clients can do to the memory of a gateway with bodies. Each load comes once to warm up, since pools and the heap grow to what a load needs;
/// then again, after which the process has what it had before, up to <see cref="Tolerance"/>.
/// </summary>
[Trait("Category", "Long")]
public sealed class MemoryTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    // In MiB of private memory, with the noise of a collector that gives pages back when it likes; each load would leave several times as much.
    private const int Tolerance = 64;
    private const int Mebibyte = 1024 * 1024;
    private const int SlowBodies = 300;

    private static readonly byte[] LargeBody = Upload.Message(50 * Mebibyte);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Bodies_BeyondTheLimit_LeaveNothingBehind(bool chunked) => AssertLeavesNothingAsync(
        async gateway =>
        {
            foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(gateway, chunked))))
            {
                Assert.Equal(413, answer.Status);
            }
        });

    [Fact]
    public Task Bodies_WithinALargeLimit_LeaveNothingBehind() => AssertLeavesNothingAsync(
        async gateway =>
        {
            for (var round = 0; round < 4; round++)
            {
                Assert.Equal(200, (await SendAsync(gateway, chunked: round % 2 == 0)).Status);
            }
        },
        forwards: true,
        variables: [("Limits__MaxBodySize", "104857600"), ("DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION", "1")]);

    [Fact]
    public Task Uploads_AThousandAborted_LeaveNothingBehind() => AssertLeavesNothingAsync(
        gateway => AbortedUploads.SendAsync(gateway.Origin, gateway.Token, count: 1000));

    [Theory]
    [InlineData(512, -32700, "The body could not be read")]

    // The server judges the average rate, so that what came at once buys a second for each 240 bytes; the gateway has a time for the whole body.
    [InlineData(256 * 1024, -32600, "The body did not come within 10 seconds")]
    public Task Bodies_ThatComeSlowly_AreRefusedAndLeaveNothingBehind(int atOnce, int code, string message) => AssertLeavesNothingAsync(
        async gateway =>
        {
            var slow = Task.WhenAll(Enumerable.Range(0, SlowBodies).Select(_ => SlowUploads.SendBodyAsync(gateway.Origin, gateway.Token, atOnce)))
                .WaitAsync(Patience, TestContext.Current.CancellationToken);
            while (!slow.IsCompleted)
            {
                // Everybody else is served meanwhile.
                await gateway.ServeManyAsync();
            }

            foreach (var answer in await slow)
            {
                Assert.Equal("408 {\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + $"{code},\"message\":\"{message}\"" + "}}", $"{answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
            }
        },
        loads: 5,
        transient: 2 * SlowBodies * atOnce / Mebibyte,
        variables: ("Limits__BodyTimeout", "00:00:10"));

    [Fact]
    public Task Heads_ThatComeSlowly_AreRefusedAndLeaveNothingBehind() => AssertLeavesNothingAsync(
        async gateway =>
        {
            foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SlowUploads.SendHeadAsync(gateway.Origin, gateway.Token))).WaitAsync(Patience, TestContext.Current.CancellationToken))
            {
                Assert.Equal(408, answer.Status);
            }
        });

    [Fact]
    public async Task Body_ThatComesInParts_IsServed()
    {
        await using var upstream = await CountingUpstream.StartAsync();
        await using var gateway = await MeasuredGateway.StartAsync(shared.System, upstream.Origin);
        var body = Upload.Message(20_000);
        using var upload = await Upload.BeginAsync(gateway.Origin, gateway.Token, body.Length, chunked: false);

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        foreach (var part in body.Chunk(1000))
        {
            Assert.True(await upload.TrySendAsync(part));
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (await upload.Answer.WaitAsync(Patience, TestContext.Current.CancellationToken)).Status);
        Assert.Contains(upstream.Bodies, received => received.Length == body.Length);
    }

    /// <param name="load">What clients do to the gateway.</param>
    /// <param name="forwards">Whether the upstream gets the bodies.</param>
    /// <param name="loads">How often it is done after the warm-up.</param>
    /// <param name="transient">
    /// What the server's buffers for a load or two may still take, in MiB: they are pinned, and go when the oldest generation is collected. What is lost
    /// adds up to more than this over the loads.
    /// </param>
    /// <param name="variables">The gateway's environment.</param>
    private async Task AssertLeavesNothingAsync(
        Func<MeasuredGateway, Task> load, bool forwards = false, int loads = 2, int transient = 0, params (string Name, string Value)[] variables)
    {
        await using var upstream = await CountingUpstream.StartAsync();
        await using var gateway = await MeasuredGateway.StartAsync(shared.System, upstream.Origin, variables);
        await WarmUpAsync(gateway, load, steadyLoads: forwards ? 3 : 0);
        var before = gateway.Mebibytes;

        for (var count = 0; count < loads; count++)
        {
            await load(gateway);
        }

        var after = gateway.Mebibytes;
        await gateway.AssertSettlesAtAsync(before + Tolerance + transient);
        TestContext.Current.TestOutputHelper?.WriteLine($"{before} MiB before, {after} MiB at the end of the load, {gateway.Mebibytes} MiB when it has settled");
        Assert.Equal(upstream.Begun, upstream.Bodies.Count);
        Assert.True(forwards || upstream.Bodies.All(body => body.Length == TestSystem.ToolsList.Length), "Something of the load was forwarded.");
    }

    /// <summary>One load, and as many more as it takes until this many in a row have added next to nothing: large buffers are kept one by one.</summary>
    private static async Task WarmUpAsync(MeasuredGateway gateway, Func<MeasuredGateway, Task> load, int steadyLoads)
    {
        const int NextToNothing = 16;
        const int MostLoads = 40;
        await load(gateway);
        var loads = 1;
        for (var steady = 0; steady < steadyLoads; loads++)
        {
            var before = gateway.Mebibytes;
            await load(gateway);
            steady = gateway.Mebibytes - before < NextToNothing ? steady + 1 : 0;
            Assert.True(loads < MostLoads, $"Each load adds memory, and there was no end of it after {loads}: {gateway.Mebibytes} MiB");
        }

        await gateway.ServeManyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{loads} loads to warm up");
    }

    private static async Task<RawMessage> SendAsync(MeasuredGateway gateway, bool chunked)
    {
        using var upload = await Upload.BeginAsync(gateway.Origin, gateway.Token, LargeBody.Length, chunked);
        await upload.SendAllAsync(LargeBody);
        return await upload.Answer.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
