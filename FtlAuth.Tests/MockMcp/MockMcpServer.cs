using System.Net;
using System.Text.Json;
using FtlAuth.MockMcp;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FtlAuth.Tests.MockMcp;

/// <summary>The mock MCP gateway alone on a free port.</summary>
public sealed class MockMcpServer : IAsyncLifetime
{
    private WebApplication _application = null!;

    public string Origin { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MockMcpServer> StartAsync(params IEnumerable<(string Key, string? Value)> settings)
    {
        var server = new MockMcpServer();
        await server.StartServerAsync(settings);
        return server;
    }

    public async ValueTask InitializeAsync() => await StartServerAsync([]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }

    public async Task<IReadOnlyList<ReceivedRequest>> ReceivedAsync() =>
        JsonSerializer.Deserialize<ReceivedRequest[]>(await Client.GetStringAsync("/admin/received", Cancel), JsonSerializerOptions.Web)!;

    public async Task ForgetAsync() => (await Client.DeleteAsync("/admin/received", Cancel)).EnsureSuccessStatusCode();

    public async Task<HttpStatusCode> SetFaultAsync(string json)
    {
        using var response = await Client.PutAsync("/admin/faults", TestSystem.JsonContent(json), Cancel);
        return response.StatusCode;
    }

    /// <summary>Posts JSON-RPC without a session, with further headers.</summary>
    public async Task<HttpResponseMessage> PostAsync(string body, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp-internal") { Content = TestSystem.JsonContent(body) };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private async Task StartServerAsync(IEnumerable<(string Key, string? Value)> settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [WebHostDefaults.ServerUrlsKey] = "http://127.0.0.1:0",
            [HostDefaults.EnvironmentKey] = Environments.Development,
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        _application = MockMcpApplication.Create([], new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        await _application.StartAsync(Cancel);
        Origin = _application.Urls.Single();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Origin) };
    }
}
