using System.Text;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Proxy;

/// <summary>What a stream costs that says nothing, in a gateway that is a process of its own; clients and MCP server are in the test's.</summary>
[Trait("Category", "Long")]
public sealed class IdleStreamsTests(ContractSystem shared) : ContractTest(shared)
{
    private const int Streams = 2000;
    private const int AtATime = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Of the 24 KiB that are in use, 8 are the two buffers of HttpClient's connection to the MCP server, which nothing can take from it while it waits;
    // the rest are the objects of the two connections and of the request. The server collector leaves more unused between them.
    [Theory]
    [InlineData("0", 40)]
    [InlineData("1", 48)]
    public async Task Streams_TwoThousandIdle_TakeLittleMemoryEachAndStillDeliver(string serverCollector, double mostKiB)
    {
        await using var server = await FakeServer.StartAsync(SendAsync);
        await using var gateway = GatewayProcess.Start(
            ["--urls", "http://127.0.0.1:0"],
            ("AuthKit__Issuer", Issuer), ("McpGateway__Url", server.Origin), ("DOTNET_gcServer", serverCollector));
        var resource = await gateway.ReadResourceAsync();
        var token = await Stack.MintForAsync(resource);
        using var client = new HttpClient { Timeout = Patience };
        var streams = new List<ReceivedStream>();
        try
        {
            // What the first requests bring in once and for all is not what a stream costs.
            await OpenAsync(Streams / 10);
            var before = gateway.PrivateMemory;
            await OpenAsync(Streams);
            var each = (gateway.PrivateMemory - before) / 1024.0 / Streams;

            TestContext.Current.TestOutputHelper?.WriteLine($"{each:0.0} KiB for each of {Streams} idle streams, on top of {before / 1024.0 / 1024:0} MiB");
            _mayGoOn.SetResult();
            foreach (var stream in streams)
            {
                await stream.ExpectAsync("data: last\n\n");
                await stream.ExpectEndAsync();
            }

            Assert.True(each <= mostKiB, $"{each:0.0} KiB for each stream");
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }

        async Task OpenAsync(int count)
        {
            for (var opened = 0; opened < count; opened += AtATime)
            {
                streams.AddRange(await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => OpenOneAsync())));
            }
        }

        async Task<ReceivedStream> OpenOneAsync()
        {
            using var request = AdditionalGateway.McpRequest(HttpMethod.Get, token);
            request.RequestUri = new Uri(resource);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            var stream = new ReceivedStream(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            await stream.ExpectAsync("data: first\n\n");
            return stream;
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("data: first\n\n"), context.RequestAborted);
        await _mayGoOn.Task.WaitAsync(context.RequestAborted);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("data: last\n\n"), context.RequestAborted);
    }
}
