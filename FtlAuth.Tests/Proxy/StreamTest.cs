using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Proxy;

/// <summary>A test of streams: a server that sends what the test says, and a gateway by the test's clock before it.</summary>
public abstract class StreamTest(ContractSystem shared) : ContractTest(shared)
{
    protected const string ToolsCall = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}""";

    protected const string Listen =
        """{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";

    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    protected StreamServer Server { get; private set; } = null!;

    protected AdditionalGateway Gateway { get; private set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected Task StartAsync(params IEnumerable<(string Key, string? Value)> settings) => StartAsync(null, settings);

    protected Task StartAsync(Action<HttpResponse>? prepare, params IEnumerable<(string Key, string? Value)> settings) =>
        StartAsync(prepare, services => services.AddSingleton<TimeProvider>(Time), settings);

    protected async Task StartAsync(Action<HttpResponse>? prepare, Action<IServiceCollection>? configureServices, IEnumerable<(string Key, string? Value)> settings)
    {
        Server = await StreamServer.StartAsync(prepare);
        Gateway = await Stack.StartGatewayAsync(configureServices, [("McpGateway:Url", Server.Origin), .. settings]);
    }

    protected Task<string> MintAsync() => MintAsync(TimeSpan.FromHours(1));

    /// <summary>A good token of now, by the gateway's clock, that expires so long after.</summary>
    protected Task<string> MintAsync(TimeSpan lifetime) => Stack.MintAsync(new JsonObject
    {
        ["aud"] = Gateway.Resource,
        ["iat"] = Time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = (Time.GetUtcNow() + lifetime).ToUnixTimeSeconds(),
    });

    /// <summary>Opens a stream: with a body by POST, without one by GET.</summary>
    protected async Task<ReceivedStream> OpenAsync(string? body = null, string? token = null)
    {
        using var request = AdditionalGateway.McpRequest(body is null ? HttpMethod.Get : HttpMethod.Post, token ?? await MintAsync());
        request.Content = body is null ? null : TestSystem.JsonContent(body);
        if (body == Listen)
        {
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Method", "subscriptions/listen");
        }

        var response = await Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new ReceivedStream(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a stream of which an event has passed, so that everything that times it is set.</summary>
    protected async Task<ReceivedStream> OpenAndPassAsync(string? body = null, string? token = null)
    {
        var stream = await OpenAsync(body, token);
        await PassAsync(stream, "data: first\n\n");
        return stream;
    }

    protected async Task PassAsync(ReceivedStream stream, string part)
    {
        Server.Send(part);
        await stream.ExpectAsync(part);
    }
}
