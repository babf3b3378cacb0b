using System.Net.Http.Headers;
using FtlAuth.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Testing;

/// <summary>A gateway with settings of its own on a free loopback port, before whatever issuer and MCP server they name.</summary>
public sealed class AdditionalGateway : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private readonly WebApplication _application;

    private AdditionalGateway(WebApplication application)
    {
        _application = application;
        Origin = $"http://localhost:{new Uri(application.Urls.First()).Port}";
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseDrainSize = 0 })
        {
            BaseAddress = new Uri(Origin),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public string Origin { get; }

    /// <summary>What its tokens are for, unless the settings say otherwise.</summary>
    public string Resource => $"{Origin}/mcp";

    public IServiceProvider Services => _application.Services;

    /// <summary>Sends to this gateway, follows no redirect, keeps no cookie, and is gone at once when an answer is disposed of.</summary>
    public HttpClient Client { get; }

    public static async Task<AdditionalGateway> StartAsync(
        IEnumerable<(string Key, string? Value)> settings, Action<IServiceCollection>? configureServices = null)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [WebHostDefaults.ServerUrlsKey] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var application = GatewayApplication.Create([], new ConfigurationBuilder().AddInMemoryCollection(values).Build(), configureServices);
        try
        {
            await application.StartAsync(TestContext.Current.CancellationToken);
            return new AdditionalGateway(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a JSON-RPC body to the MCP endpoint.</summary>
    public async Task<HttpResponseMessage> PostMcpAsync(string? token, string body = TestSystem.ToolsList, Action<HttpRequestMessage>? change = null)
    {
        using var request = McpRequest(HttpMethod.Post, token);
        request.Content = TestSystem.JsonContent(body);
        change?.Invoke(request);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static HttpRequestMessage McpRequest(HttpMethod method, string? token)
    {
        var request = new HttpRequestMessage(method, "/mcp");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>Orders it to stop, as a signal does; returns when it has stopped.</summary>
    public Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        var clock = Services.GetRequiredService<TimeProvider>();
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await _application.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // What did not end by itself ends with the disposal.
        }

        await Disposal.EndAsync(_application.DisposeAsync(), clock);
    }
}
