using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.AllInOne;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Testing;

/// <summary>The real composition on free ports, with the mocks' control surfaces at hand.</summary>
public sealed class TestSystem : IAsyncDisposable
{
    private readonly FtlAuthSystem _system;
    private readonly TimeProvider _clock;

    private TestSystem(FtlAuthSystem system)
    {
        _system = system;
        _clock = system.Gateway.Services.GetRequiredService<TimeProvider>();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(system.GatewayUrl) };
        IssuerAdmin = new HttpClient { BaseAddress = new Uri(system.IssuerUrl) };
        McpAdmin = new HttpClient { BaseAddress = new Uri(new Uri(system.McpUrl).GetLeftPart(UriPartial.Authority)) };
    }

    public FtlAuthSystem System => _system;

    /// <summary>Sends to the gateway, follows no redirect, keeps no cookie.</summary>
    public HttpClient Client { get; }

    public HttpClient IssuerAdmin { get; }

    public HttpClient McpAdmin { get; }

    public string Resource => _system.Resource;

    /// <summary>Starts the system; headless clients are signed in as the first test user at once.</summary>
    public static Task<TestSystem> StartAsync(params IEnumerable<(string Key, string? Value)> settings) => StartAsync(null, settings);

    /// <summary>Starts the system with services of the gateway and the issuer replaced, such as their clock.</summary>
    public static async Task<TestSystem> StartAsync(
        Action<IServiceCollection>? configureServices, params IEnumerable<(string Key, string? Value)> settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Ports:Gateway"] = "0",
            ["Ports:AuthKit"] = "0",
            ["Ports:Mcp"] = "0",
            ["Ports:Cache"] = "0",
            ["MockAuthKit:AutoApprove"] = "true",
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:FtlAuth"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new TestSystem(await FtlAuthSystem.StartAsync(configuration, configureServices, TestContext.Current.CancellationToken));
    }

    /// <summary>An access token as the issuer would make it, with claims and header members replaced, or removed by null.</summary>
    public async Task<string> MintAsync(JsonObject? claims = null, JsonObject? header = null, string key = "current")
    {
        var request = new JsonObject { ["claims"] = claims ?? [], ["header"] = header ?? [], ["key"] = key };
        using var response = await IssuerAdmin.PostAsync("/admin/tokens", JsonContent(request.ToJsonString()), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <summary>Sends a JSON-RPC body to the MCP endpoint.</summary>
    public async Task<HttpResponseMessage> PostMcpAsync(string? token, string body = ToolsList, Action<HttpRequestMessage>? change = null)
    {
        using var request = McpRequest(HttpMethod.Post, token);
        request.Content = JsonContent(body);
        change?.Invoke(request);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A JSON-RPC request that the mock MCP server answers without a session.</summary>
    public const string ToolsList = """{"jsonrpc":"2.0","method":"tools/list","id":1}""";

    public HttpRequestMessage McpRequest(HttpMethod method, string? token)
    {
        var request = new HttpRequestMessage(method, new Uri(Resource).AbsolutePath);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    /// <summary>The requests that reached the MCP server since the last <see cref="ForgetReceivedAsync"/>.</summary>
    public async Task<IReadOnlyList<ReceivedRequest>> ReceivedAsync() =>
        (await McpAdmin.GetFromJsonAsync<ReceivedRequest[]>("/admin/received", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;

    public async Task ForgetReceivedAsync() =>
        (await McpAdmin.DeleteAsync("/admin/received", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    public async Task SetMcpFaultAsync(string fault) =>
        (await McpAdmin.PutAsync("/admin/faults", JsonContent($$"""{"mcp":"{{fault}}"}"""), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    public async Task SetIssuerFaultAsync(string endpoint, string fault) =>
        (await IssuerAdmin.PutAsync("/admin/faults", JsonContent($$"""{"{{endpoint}}":"{{fault}}"}"""), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    /// <summary>How often an endpoint of the issuer was asked since its start.</summary>
    public async Task<int> IssuerCountAsync(string endpoint) =>
        (await IssuerAdmin.GetFromJsonAsync<JsonElement>("/admin/counters", TestContext.Current.CancellationToken)).GetProperty(endpoint).GetInt32();

    public static StringContent JsonContent(string json)
    {
        var content = new StringContent(json, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        IssuerAdmin.Dispose();
        McpAdmin.Dispose();
        await Disposal.EndAsync(_system.DisposeAsync(), _clock);
    }
}
