using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FtlAuth.Tests.Clients;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;

namespace FtlAuth.Tests.Aspire;

/// <summary>Calls to the gateway of a running model.</summary>
internal static class Calls
{
    /// <summary>Who the MCP server takes the caller for, after the whole flow: discovery, registration, sign-in, token.</summary>
    public static async Task<JsonElement> SignInAndAskWhoamiAsync(this RunningModel model)
    {
        var options = new HttpClientTransportOptions
        {
            Endpoint = model.Resource,
            TransportMode = HttpTransportMode.StreamableHttp,
            OAuth = new ClientOAuthOptions { RedirectUri = new("http://localhost:7999/callback"), AuthorizationCallbackHandler = new HeadlessBrowser().OpenAsync },
        };
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(options), cancellationToken: TestContext.Current.CancellationToken);
        var result = await client.CallToolAsync("whoami", cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(true, result.IsError);
        return result.StructuredContent!.Value.GetProperty("headers");
    }

    /// <summary>The status of a call on a connection of its own, so that any replica may have it.</summary>
    public static async Task<HttpStatusCode> CallAsync(this RunningModel model, string token)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, model.Resource)
        {
            Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "tools/list" }),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
