using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using ModelContextProtocol.Client;

namespace FtlAuth.Tests.Sessions;

/// <summary>The life of a session of the official C# SDK's client.</summary>
public sealed class SdkSessionTests(ContractSystem shared) : SessionTest(shared)
{
    [Fact]
    public async Task Client_OfALegacySession_LivesThroughAllOfIt()
    {
        await using var gateway = await StartAsync(Secret);
        var token = await MintAsync();
        string session;
        await using (var client = await ConnectAsync(gateway, token))
        {
            session = client.SessionId!;

            var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
            var echo = await client.CallToolAsync(
                "echo", new Dictionary<string, object?> { ["text"] = "hello" }, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Contains(tools, tool => tool.Name == "whoami");
            Assert.NotEqual(true, echo.IsError);
        }

        var received = await Stack.ReceivedAsync();
        var own = received.Where(request => request.HeaderValues(Header).Count > 0).ToArray();
        Assert.All(own, request => Assert.Equal([Bare(session)], request.HeaderValues(Header)));
        Assert.Contains(own, request => request.Method == "DELETE");
        Assert.Contains(own, request => request.Method == "POST" && request.BodyText.Contains("tools/call", StringComparison.Ordinal));

        using var after = await SendAsync(gateway, "POST", token, session);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task Client_WithTheSessionOfAnother_IsNotServed()
    {
        await using var gateway = await StartAsync(Secret);
        var token = await MintAsync();
        await using var client = await ConnectAsync(gateway, token);

        using var foreign = await SendAsync(gateway, "DELETE", await MintAsync("user_2"), client.SessionId);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, foreign.StatusCode);

        // The other one could not end it.
        Assert.NotEmpty(await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    private static Task<McpClient> ConnectAsync(AdditionalGateway gateway, string token) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(gateway.Resource),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        }),
        new McpClientOptions { ProtocolVersion = "2025-11-25" },
        cancellationToken: TestContext.Current.CancellationToken);
}
