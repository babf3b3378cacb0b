using System.Net;
using System.Net.Sockets;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>A client with a good token and connections of its own, which stay open.</summary>
internal sealed class GoodClient(Func<Task<string>> mint, string[] gateways) : IDisposable
{
    // Shorter than any patience of the gateway's: whoever waits that long has noticed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience };
    private volatile string _token = "";
    private volatile int _gateway;

    public int Renewals { get; private set; }

    public int Moves { get; private set; }

    public void Leave(string gateway)
    {
        if (gateways[_gateway] == gateway)
        {
            Move();
        }
    }

    public async Task RenewTokenAsync() => _token = await mint();

    /// <summary>One request; null when it was served, else what went wrong.</summary>
    public async Task<string?> CallAsync(bool renews, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendToWhoeverIsThereAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized || !renews)
            {
                return await JudgeAsync(response, cancellationToken);
            }

            Renewals++;
            await RenewTokenAsync();
            using var second = await SendToWhoeverIsThereAsync(cancellationToken);
            return await JudgeAsync(second, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return $"{exception.GetType().Name}: {exception.Message} {exception.InnerException?.Message}";
        }
    }

    public void Dispose() => _http.Dispose();

    private void Move()
    {
        Moves++;
        _gateway = (_gateway + 1) % gateways.Length;
    }

    private async Task<HttpResponseMessage> SendToWhoeverIsThereAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendAsync(gateways[_gateway], cancellationToken);
            }
            catch (HttpRequestException exception) when (attempt < gateways.Length && exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // Nothing was sent yet; whatever else goes wrong is a failure.
                Move();
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string gateway, CancellationToken cancellationToken)
    {
        using var request = AdditionalGateway.McpRequest(HttpMethod.Post, _token);
        request.RequestUri = new Uri(gateway + "/mcp");
        request.Content = TestSystem.JsonContent(TestSystem.ToolsList);
        return await _http.SendAsync(request, cancellationToken);
    }

    private static async Task<string?> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK && body.Contains("\"tools\"", StringComparison.Ordinal)
            ? null
            : $"{(int)response.StatusCode} {response.Headers.WwwAuthenticate} {body[..Math.Min(body.Length, 300)]}";
    }
}
