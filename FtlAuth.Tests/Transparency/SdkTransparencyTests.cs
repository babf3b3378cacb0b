using System.Collections.Concurrent;
using System.Text.Json;
using FtlAuth.Tests.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FtlAuth.Tests.Transparency;

/// <summary>The official C# SDK's client on the mock MCP server, directly and through the gateway: whatever it is told is the same.</summary>
public sealed class SdkTransparencyTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Newest = "what the client prefers";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions { get; } = [Newest, McpMessages.Modern, "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Connection_ThroughTheGateway_NegotiatesTheSame(string version) => AssertSameAsync(version, client => Task.FromResult<object?>(new
    {
        client.NegotiatedProtocolVersion,
        client.ServerInfo,
        client.ServerCapabilities,
        client.ServerInstructions,
        HasSession = client.SessionId is not null,
    }));

    [Theory]
    [MemberData(nameof(Versions))]
    public Task List_ThroughTheGateway_GivesTheSame(string version) =>
        AssertSameAsync(version, async client => (await client.ListToolsAsync(cancellationToken: Cancel)).Select(tool => tool.ProtocolTool).ToArray());

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Calls_ThroughTheGateway_GiveTheSame(string version) => AssertSameAsync(version, async client => new[]
    {
        await CallAsync(client, "echo", ("text", "Grüße, 世界 🌍 \0\u2028\"\\/")),
        await CallAsync(client, "echo", ("text", new string('é', 50_000))),
        await CallAsync(client, "add", ("a", 1.5), ("b", -2e10)),
        await CallAsync(client, "countdown", ("from", 0)),
        await CallAsync(client, "add", ("a", "not a number")),
    });

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Refusals_ThroughTheGateway_AreTheSame(string version) => AssertSameAsync(version, async client => new[]
    {
        await RefusalAsync(() => CallAsync(client, "no such tool")),
        await RefusalAsync(() => client.GetPromptAsync("none", cancellationToken: Cancel).AsTask()),
        await RefusalAsync(() => client.ReadResourceAsync("file:///none", cancellationToken: Cancel).AsTask()),
        await RefusalAsync(() => client.SendRequestAsync(new JsonRpcRequest { Method = "vendor.example/anything" }, Cancel)),
    });

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Progress_ThroughTheGateway_IsTheSame(string version) => AssertSameAsync(version, async client =>
    {
        // Not the call's own listener, which may be gone when the client comes to the last steps.
        var steps = new ConcurrentQueue<ProgressNotificationValue>();
        await using var listener = client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (notification, _) =>
        {
            steps.Enqueue(notification.Params.Deserialize<ProgressNotificationParams>(McpJsonUtilities.DefaultOptions)!.Progress);
            return ValueTask.CompletedTask;
        });

        var result = await client.CallToolAsync(
            "countdown", new Dictionary<string, object?> { ["from"] = 4, ["delay"] = 1 }, new Progress<ProgressNotificationValue>(), cancellationToken: Cancel);

        await Eventually.TrueAsync(() => Task.FromResult(steps.Count == 5), "all steps have been told");
        return new { Result = result, Steps = steps.OrderBy(step => step.Progress).Select(step => $"{step.Progress}/{step.Total} {step.Message}").ToArray() };
    });

    private static Task<CallToolResult> CallAsync(McpClient client, string tool, params (string Name, object? Value)[] arguments) =>
        client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => argument.Value), cancellationToken: Cancel).AsTask();

    private static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(call);
        return $"{refusal.GetType().Name} {(refusal as McpProtocolException)?.ErrorCode} {refusal.Message}";
    }

    private async Task AssertSameAsync(string version, Func<McpClient, Task<object?>> ask)
    {
        await using var direct = await ConnectAsync(shared.System.System.McpUrl, version, []);
        await using var proxied = await ConnectAsync(
            shared.System.Resource, version, new() { ["Authorization"] = $"Bearer {await shared.System.MintAsync()}" });

        var expected = JsonSerializer.Serialize(await ask(direct), McpJsonUtilities.DefaultOptions);

        Assert.Equal(expected, JsonSerializer.Serialize(await ask(proxied), McpJsonUtilities.DefaultOptions));
        Assert.True(expected.Length > 10, expected);
    }

    private static Task<McpClient> ConnectAsync(string endpoint, string version, Dictionary<string, string> headers) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(endpoint),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = headers,
        }),
        new McpClientOptions { ProtocolVersion = version == Newest ? null : version },
        cancellationToken: Cancel);
}
