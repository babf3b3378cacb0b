using System.Collections.Concurrent;
using System.Text.Json;
using System.Web;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FtlAuth.Tests.Clients;

/// <summary>The official C# SDK's client through the gateway: discovery from the 401, registration, PKCE, token, calls, refresh, step-up. Nothing of its OAuth is ours.</summary>
public sealed class CSharpSdkTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Modern = "2026-07-28";
    private const string Legacy = "2025-11-25";

    private static readonly Uri RedirectUri = new("http://localhost:7999/callback");

    private TestSystem System => shared.System;

    [Theory]
    [InlineData(null)]
    [InlineData(Modern)]
    [InlineData(Legacy)]
    public async Task Whoami_AfterDynamicRegistration_AnswersTheSignedInUser(string? protocolVersion)
    {
        var registered = await System.IssuerCountAsync("register");
        await using var client = await ConnectAsync(new ClientOAuthOptions { RedirectUri = RedirectUri }, protocolVersion);

        var caller = await WhoamiAsync(client);

        var headers = caller.GetProperty("headers");
        Assert.StartsWith("user_", headers.GetProperty("X-Auth-User-Id").GetString());
        Assert.Equal(System.System.IssuerUrl, headers.GetProperty("X-Auth-Issuer").GetString());
        Assert.StartsWith("client_", headers.GetProperty("X-Auth-Client-Id").GetString());
        Assert.Equal(registered + 1, await System.IssuerCountAsync("register"));
    }

    [Theory]
    [InlineData(Modern)]
    [InlineData(Legacy)]
    public async Task ListTools_ListsThoseOfTheServer(string protocolVersion)
    {
        await using var client = await ConnectAsync(new ClientOAuthOptions { RedirectUri = RedirectUri }, protocolVersion);

        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["add", "countdown", "echo", "whoami"], tools.Select(tool => tool.Name).Order());
    }

    [Fact]
    public async Task Whoami_OfALegacySession_HasTheAuthContextOfInitialize()
    {
        await using var client = await ConnectAsync(new ClientOAuthOptions { RedirectUri = RedirectUri }, Legacy);

        var caller = await WhoamiAsync(client);

        Assert.Equal(
            caller.GetProperty("headers").GetProperty("X-Auth-User-Id").GetString(),
            caller.GetProperty("authContext").GetProperty("authenticated_user").GetString());
    }

    [Fact]
    public async Task Whoami_WithAClientIdMetadataDocument_NeedsNoRegistration()
    {
        await using var document = await ClientMetadataDocument.ServeAsync(RedirectUri.ToString());
        await using var system = await TestSystem.StartAsync(document.Trust);
        var oauth = new ClientOAuthOptions { RedirectUri = RedirectUri, ClientMetadataDocumentUri = document.Address };
        await using var client = await ConnectAsync(system, oauth, Modern);

        var caller = await WhoamiAsync(client);

        Assert.Equal(document.Address.ToString(), caller.GetProperty("headers").GetProperty("X-Auth-Client-Id").GetString());
        Assert.True(document.Fetches > 0);
        Assert.Equal(0, await system.IssuerCountAsync("register"));
    }

    [Theory]
    [InlineData(Modern)]
    [InlineData(Legacy)]
    public async Task Countdown_StreamsEveryStep(string protocolVersion)
    {
        await using var client = await ConnectAsync(new ClientOAuthOptions { RedirectUri = RedirectUri }, protocolVersion);
        var steps = new ConcurrentQueue<(float Step, long At)>();

        var result = await client.CallToolAsync(
            "countdown",
            new Dictionary<string, object?> { ["from"] = 3, ["delay"] = 100 },
            new Steps(value => steps.Enqueue((value.Progress, TimeProvider.System.GetTimestamp()))),
            cancellationToken: TestContext.Current.CancellationToken);

        // The step to zero comes together with the result, and the client stops listening for steps with that.
        Assert.NotEqual(true, result.IsError);
        var before = steps.Where(step => step.Step < 3).ToArray();
        Assert.Equal([0f, 1f, 2f], before.Select(step => step.Step));
        Assert.True(TimeProvider.System.GetElapsedTime(before[0].At, before[^1].At) > TimeSpan.FromMilliseconds(100), "The steps came all at once.");
    }

    [Theory]
    [InlineData(Modern)]
    [InlineData(Legacy)]
    public async Task ListTools_WhenTheTokenHasExpired_NeedsNoUser(string protocolVersion)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var system = await TestSystem.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var browser = new HeadlessBrowser();
        await using var client = await ConnectAsync(system, new ClientOAuthOptions { RedirectUri = RedirectUri }, protocolVersion, browser);
        var tokens = await system.IssuerCountAsync("token");

        time.Advance(TimeSpan.FromMinutes(30));
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEmpty(tools);
        Assert.Equal((1, tokens + 1), (browser.Opened.Count, await system.IssuerCountAsync("token")));
    }

    [Theory]
    [InlineData(Modern)]
    [InlineData(Legacy)]
    public async Task Add_WithoutTheScopeThatItNeeds_AsksTheUserForIt(string protocolVersion)
    {
        await using var system = await TestSystem.StartAsync(("AuthKit:RequiredScopes", "openid"), ("Authorization:Tools:add:Scopes", "email"));
        var browser = new HeadlessBrowser();
        await using var client = await ConnectAsync(system, new ClientOAuthOptions { RedirectUri = RedirectUri }, protocolVersion, browser);

        var sum = await client.CallToolAsync(
            "add", new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("3", Assert.IsType<TextContentBlock>(Assert.Single(sum.Content)).Text);
        Assert.Equal([false, true], browser.Opened.Select(address => Scopes(address).Contains("email")));
    }

    [Fact]
    public async Task Dispose_OfALegacySession_EndsItByDelete()
    {
        await using var system = await TestSystem.StartAsync();
        await using (var client = await ConnectAsync(system, new ClientOAuthOptions { RedirectUri = RedirectUri }, Legacy))
        {
            Assert.NotNull(client.SessionId);
            Assert.DoesNotContain(await system.ReceivedAsync(), request => request.Method == "DELETE");
        }

        Assert.Contains(await system.ReceivedAsync(), request => request.Method == "DELETE");
    }

    [Fact]
    public async Task Connect_WhenTheIssuerGivesAForeignToken_Fails()
    {
        var options = new HttpClientTransportOptions
        {
            Endpoint = new Uri(System.Resource),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {await System.MintAsync(key: "foreign")}" },
        };

        await Assert.ThrowsAnyAsync<Exception>(() => McpClient.CreateAsync(new HttpClientTransport(options), cancellationToken: TestContext.Current.CancellationToken));
    }

    private Task<McpClient> ConnectAsync(ClientOAuthOptions oauth, string? protocolVersion) => ConnectAsync(System, oauth, protocolVersion);

    private static async Task<McpClient> ConnectAsync(TestSystem system, ClientOAuthOptions oauth, string? protocolVersion, HeadlessBrowser? browser = null)
    {
        oauth.AuthorizationCallbackHandler = (browser ?? new HeadlessBrowser()).OpenAsync;
        var options = new HttpClientTransportOptions
        {
            Endpoint = new Uri(system.Resource),
            TransportMode = HttpTransportMode.StreamableHttp,
            OAuth = oauth,
        };
        var client = await McpClient.CreateAsync(
            new HttpClientTransport(options),
            new McpClientOptions { ProtocolVersion = protocolVersion },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(protocolVersion ?? Modern, client.NegotiatedProtocolVersion);
        return client;
    }

    private static string[] Scopes(Uri address) => HttpUtility.ParseQueryString(address.Query)["scope"]?.Split(' ') ?? [];

    private static async Task<JsonElement> WhoamiAsync(McpClient client)
    {
        var result = await client.CallToolAsync("whoami", cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(true, result.IsError);
        return result.StructuredContent!.Value;
    }

    // Progress<T> reports on another thread, in any order and maybe after the call; this one at once.
    private sealed class Steps(Action<ProgressNotificationValue> report) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => report(value);
    }
}
