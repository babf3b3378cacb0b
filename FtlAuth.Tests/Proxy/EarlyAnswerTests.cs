using System.Net;
using System.Net.Sockets;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace FtlAuth.Tests.Proxy;

/// <summary>A server that does not read a large body to its end.</summary>
public sealed class EarlyAnswerTests(ContractSystem shared) : ContractTest(shared)
{
    // More than the buffers of two sockets can take.
    private static readonly string Large = $$$"""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"x":"{{{new string('x', 16 * 1024 * 1024)}}}"}}""";

    [Fact]
    public async Task Server_AnswersBeforeItReadsTheBody_AnswerIsRelayed()
    {
        using var log = new CapturedLog();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await context.Response.WriteAsync("too large", context.RequestAborted);
            await context.Response.CompleteAsync();
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        });
        await using var gateway = await StartAsync(server.Origin, log);

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource), Large);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too large", await response.TextAsync());
        Assert.Empty(log.Troubles);
        await AssertHealthAsync(gateway, "Healthy");
    }

    // Over HTTP/2 a server can tell that it wants no more of a body, which may be reported behind an answer that is whole.
    [Theory]
    [InlineData("")]
    [InlineData("too large")]
    public async Task Server_WantsNoMoreOfTheBody_AnswerIsRelayed(string answer)
    {
        using var log = new CapturedLog();
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return context.Response.WriteAsync(answer, context.RequestAborted);
        });
        await using var gateway = await StartAsync(
            server.Origin, log, services => Report(services, ForwarderError.RequestBodyCanceled));

        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(answer, await response.TextAsync());
        Assert.Empty(log.Troubles);
        Assert.Contains($"The MCP server at {server.Origin}/mcp answered before it had read the request's body: RequestBodyCanceled.", log.Lines);
        await AssertHealthAsync(gateway, "Healthy");
    }

    [Fact]
    public async Task Server_HangsUpBeforeItHasReadTheBody_SaysSoAndHealthStaysAsItWas()
    {
        using var log = new CapturedLog();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var gateway = await StartAsync($"http://{server.LocalEndpoint}", log);
        var token = await Stack.MintForAsync(gateway.Resource);

        var asking = gateway.PostMcpAsync(token, Large);
        (await AcceptAsync(server)).Dispose();
        using var response = await asking;

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(
            """{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"The MCP server behind the gateway hung up before it had read the request"}}""",
            await response.TextAsync());
        var trouble = Assert.Single(log.Troubles);
        Assert.StartsWith($"The MCP server at http://{server.LocalEndpoint}/mcp hung up before it had read the {Large.Length} bytes", trouble, StringComparison.Ordinal);
        Assert.EndsWith("The client got 502. The server may allow less than Limits:MaxBodySize.", trouble, StringComparison.Ordinal);
        await AssertHealthAsync(gateway, "Healthy");
    }

    private Task<AdditionalGateway> StartAsync(string server, CapturedLog log, Action<IServiceCollection>? configureServices = null) => Stack.StartGatewayAsync(
        services =>
        {
            services.AddSingleton<ILoggerProvider>(log);
            configureServices?.Invoke(services);
        },
        [.. CapturedLog.Settings, ("McpGateway:Url", $"{server}/mcp"), ("Limits:MaxBodySize", $"{32 * 1024 * 1024}")]);

    private static void Report(IServiceCollection services, ForwarderError error)
    {
        var forwarder = new ServiceCollection().AddHttpForwarder().Single(service => service.ServiceType == typeof(IHttpForwarder)).ImplementationType!;
        services.AddSingleton<IHttpForwarder>(
            provider => new ReportingForwarder((IHttpForwarder)ActivatorUtilities.CreateInstance(provider, forwarder), error));
    }

    /// <summary>The connection of the gateway, once the first of the request has come on it.</summary>
    private static async Task<TcpClient> AcceptAsync(TcpListener server)
    {
        var connection = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await connection.GetStream().ReadExactlyAsync(new byte[1024], TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task AssertHealthAsync(AdditionalGateway gateway, string expected)
    {
        using var health = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(expected, await health.TextAsync());
    }

    /// <summary>Forwards, and reports what it was told to.</summary>
    private sealed class ReportingForwarder(IHttpForwarder forwarder, ForwarderError error) : IHttpForwarder
    {
        public async ValueTask<ForwarderError> SendAsync(
            HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer)
        {
            await forwarder.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer);
            return error;
        }

        public async ValueTask<ForwarderError> SendAsync(
            HttpContext context,
            string destinationPrefix,
            HttpMessageInvoker httpClient,
            ForwarderRequestConfig requestConfig,
            HttpTransformer transformer,
            CancellationToken cancellationToken)
        {
            await forwarder.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
            return error;
        }
    }
}
