using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Proxy;

public sealed class UpstreamFailureTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Request = """{"jsonrpc":"2.0","id":"a\u0031","method":"tools/list"}""";
    private const string CannotRelay = "The MCP server behind the gateway gave an answer that cannot be relayed";

    [Theory]
    [InlineData("unauthorized")]
    [InlineData("redirect")]
    public async Task Upstream_AnswersWhatMustNotBeRelayed_BadGateway(string fault)
    {
        await Stack.SetMcpFaultAsync(fault);

        using var response = await Stack.PostMcpAsync(Token, Request);

        await AssertErrorAsync(response, HttpStatusCode.BadGateway, CannotRelay);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    [InlineData(401)]
    public async Task Upstream_AnswersAnyRedirectOr401_BadGateway(int status)
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://inner.example/elsewhere";
            context.Response.Headers["X-Inner"] = "secret";
            return Task.CompletedTask;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Request);

        Assert.Null(response.Header("X-Inner"));
        await AssertErrorAsync(response, HttpStatusCode.BadGateway, CannotRelay);
    }

    [Fact]
    public async Task Upstream_Down_BadGatewayWithId()
    {
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", $"http://localhost:{FreePort.Find()}/mcp"));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Request);

        await AssertErrorAsync(response, HttpStatusCode.BadGateway, "The MCP server behind the gateway cannot be reached");
    }

    [Fact]
    public async Task Upstream_DownForNotification_BadGatewayWithoutId()
    {
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", $"http://localhost:{FreePort.Find()}/mcp"));

        using var response = await gateway.PostMcpAsync(
            await Stack.MintForAsync(gateway.Resource), """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(
            """{"jsonrpc":"2.0","error":{"code":-32000,"message":"The MCP server behind the gateway cannot be reached"}}""", await response.TextAsync());
    }

    [Fact]
    public async Task Upstream_ClosesWithoutAnswer_BadGateway()
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Request);

        await AssertErrorAsync(response, HttpStatusCode.BadGateway, "The MCP server behind the gateway cannot be reached");
    }

    [Fact]
    public async Task ConnectionToUpstream_ThatIsIdle_IsClosedByTheGateway()
    {
        // Many servers close after 5 s, and a request that meets the close is lost. This one would wait for more than two minutes.
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed.Register(() => closed.TrySetResult());
            return Task.CompletedTask;
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Upstream_TooSlow_GatewayTimeoutWithId()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Limits:UpstreamTimeout", "00:00:00.2"));
        await Stack.SetMcpFaultAsync("hang");

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Request);

        await AssertErrorAsync(response, HttpStatusCode.GatewayTimeout, "The MCP server behind the gateway did not answer in time");
    }

    [Fact]
    public async Task Upstream_SlowAfterItsHeaders_IsNotTimed()
    {
        var upstreamMayEnd = new TaskCompletionSource();
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await upstreamMayEnd.Task;
            await context.Response.Body.WriteAsync("end"u8.ToArray(), context.RequestAborted);
        });
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Stack.StartGatewayAsync(
            services => services.AddSingleton<TimeProvider>(time),
            ("McpGateway:Url", upstream.Origin),
            ("Limits:SseKeepAlive", "0"));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Request);
        time.Advance(TimeSpan.FromMinutes(10));
        upstreamMayEnd.SetResult();

        Assert.Equal("end", await response.TextAsync());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Upstream_AnyOtherAnswer_IsRelayedWithoutItsSecrets(int status)
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"inner\"";
            context.Response.Headers.SetCookie = "session=1";
            context.Response.Headers["X-Trace-Id"] = "of the upstream";
            context.Response.Headers["Mcp-Anything"] = "kept";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Response.Headers.ContentType = "application/json; odd=1";
            return context.Response.WriteAsync("{\"odd\": true}", context.RequestAborted);
        });
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", upstream.Origin));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.Null(response.Header("Set-Cookie"));
        Assert.NotEqual("of the upstream", response.Header("X-Trace-Id"));
        Assert.Equal("kept", response.Header("Mcp-Anything"));
        Assert.Equal("no", response.Header("X-Accel-Buffering"));
        Assert.Equal("application/json; odd=1", response.Header("Content-Type"));
        Assert.Equal("{\"odd\": true}", await response.TextAsync());
    }

    private static async Task AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, string message)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.BadGateway ? "Bad Gateway" : "Gateway Timeout", response.ReasonPhrase);
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal($$$"""{"jsonrpc":"2.0","id":"a\u0031","error":{"code":-32000,"message":"{{{message}}}"}}""", await response.TextAsync());
        AssertOwnError(response);
    }
}
