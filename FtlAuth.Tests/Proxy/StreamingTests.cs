using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Proxy;

public sealed class StreamingTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Countdown =
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"countdown","arguments":{"from":1,"delay":10000},"_meta":{"progressToken":"p"}}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How soon the MCP server knows that a client is gone.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _streamBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _clientGone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Countdown_FirstEvent_ArrivesLongBeforeTheLastIsSent()
    {
        using var request = Stack.McpRequest(HttpMethod.Post, Token);
        request.Content = TestSystem.JsonContent(Countdown);
        using var response = await Stack.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var first = await ReadEventAsync(await OpenAsync(response)).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("notifications/progress", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Stream_OfTwoEvents_EachPassesWhenItIsSent(string method)
    {
        await using var upstream = await FakeServer.StartAsync(SendTwoEventsAsync);
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        using var response = await SendAsync(gateway, method);
        using var reader = await OpenAsync(response);

        var first = await ReadEventAsync(reader).WaitAsync(Patience, TestContext.Current.CancellationToken);
        _mayGoOn.SetResult();
        var rest = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(": a comment\nid: 1\ndata: first\n", first);
        Assert.Equal("event: message\ndata: second\n\n", rest);
        Assert.Null(response.Header("Content-Length"));
        Assert.Null(response.Header("Content-Encoding"));
    }

    [Fact]
    public async Task Stream_WithoutAnyEventYet_HeadersPass()
    {
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await _mayGoOn.Task;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));

        using var response = await SendAsync(gateway, "GET").WaitAsync(Patience, TestContext.Current.CancellationToken);
        _mayGoOn.SetResult();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no", response.Header("X-Accel-Buffering"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Stream_ClientGone_UpstreamRequestEnds(string method)
    {
        await using var upstream = await FakeServer.StartAsync(SendTwoEventsAsync);
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        var response = await SendAsync(gateway, method);
        await ReadEventAsync(await OpenAsync(response));

        response.Dispose();

        await _clientGone.Task.WaitAsync(AtOnce, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Stream_ClientGoneBeforeTheFirstEvent_UpstreamRequestEnds(string method)
    {
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(_clientGone.SetResult);
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await _clientGone.Task;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        var response = await SendAsync(gateway, method);

        response.Dispose();

        await _clientGone.Task.WaitAsync(AtOnce, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Request_ClientGoneBeforeTheAnswer_UpstreamRequestEnds(string method)
    {
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(_clientGone.SetResult);
            _streamBegun.SetResult();
            await _clientGone.Task;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        using var client = new CancellationTokenSource();
        using var request = AdditionalGateway.McpRequest(new HttpMethod(method), await Stack.MintForAsync(gateway.Resource));
        request.Content = method == "POST" ? TestSystem.JsonContent(TestSystem.ToolsList) : null;
        var sending = gateway.Client.SendAsync(request, client.Token);
        await _streamBegun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await _clientGone.Task.WaitAsync(AtOnce, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Stream_UpstreamReset_ClientsStreamBreaksOff(string method)
    {
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\ndata: half of", context.RequestAborted);
            await _mayGoOn.Task;
            context.Abort();
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        using var response = await SendAsync(gateway, method);
        using var reader = await OpenAsync(response);
        await ReadEventAsync(reader);

        _mayGoOn.SetResult();

        // A stream that breaks off, and not one that seems to be complete.
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Upstream_ResetAtAnyTime_NothingHangs()
    {
        await Stack.SetMcpFaultAsync("reset");
        using var request = Stack.McpRequest(HttpMethod.Get, Token);

        var ending = ReadAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.IsNotType<TimeoutException>(await Record.ExceptionAsync(() => ending));

        async Task ReadAsync()
        {
            using var response = await Stack.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            await response.TextAsync();
        }
    }

    // The median, since a machine that is busy otherwise delays one or the other.
    [Fact]
    public async Task Events_OneByOne_ReachTheClientWithin50Milliseconds()
    {
        const int Events = 50;
        var sent = new long[Events];
        using var received = new SemaphoreSlim(0);
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var index = 0; index < Events; index++)
            {
                sent[index] = TimeProvider.System.GetTimestamp();
                await context.Response.WriteAsync($"data: {index}\n\n", context.RequestAborted);
                await received.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        using var response = await SendAsync(gateway, "POST");
        using var reader = await OpenAsync(response);

        var latencies = new List<double>();
        for (var index = 0; index < Events; index++)
        {
            Assert.Equal($"data: {index}\n", await ReadEventAsync(reader).WaitAsync(Patience, TestContext.Current.CancellationToken));
            latencies.Add(TimeProvider.System.GetElapsedTime(sent[index]).TotalMilliseconds);
            received.Release();
        }

        var median = latencies.Order().ElementAt(Events / 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"median {median:0.00} ms, slowest {latencies.Max():0.00} ms");
        Assert.True(median < 50, $"The median is {median:0.00} ms.");
    }

    private async Task SendTwoEventsAsync(HttpContext context)
    {
        context.RequestAborted.Register(() => _clientGone.TrySetResult());
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": a comment\nid: 1\ndata: first\n\n", context.RequestAborted);
        await Task.WhenAny(_mayGoOn.Task, _clientGone.Task);
        await context.Response.WriteAsync("event: message\ndata: second\n\n", CancellationToken.None);
    }

    private async Task<HttpResponseMessage> SendAsync(AdditionalGateway gateway, string method)
    {
        using var request = AdditionalGateway.McpRequest(new HttpMethod(method), await Stack.MintForAsync(gateway.Resource));
        request.Content = method == "POST" ? TestSystem.JsonContent(TestSystem.ToolsList) : null;
        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task<StreamReader> OpenAsync(HttpResponseMessage response) =>
        new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

    private static async Task<string> ReadEventAsync(StreamReader reader)
    {
        var text = "";
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            text += line + "\n";
        }

        return text;
    }
}
