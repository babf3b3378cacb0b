using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Security;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Clients;

/// <summary>Clients that are described by the document at their id (OAuth Client ID Metadata Document), fetched and kept for a while.</summary>
internal sealed partial class ClientIdMetadataDocuments : IDisposable
{
    private const int Capacity = 1_000;
    private const int MaxDocumentSize = 64 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(5);

    private readonly BoundedStore<(Client Client, DateTimeOffset Expires)> _cache = new(Capacity);
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly bool _allowLoopback;
    private readonly HttpClient _http;

    public ClientIdMetadataDocuments(
        TimeProvider timeProvider, IHostEnvironment environment, IOptions<SslClientAuthenticationOptions> ssl, ILogger<ClientIdMetadataDocuments> logger)
    {
        _timeProvider = timeProvider;
        _logger = logger;
        _allowLoopback = environment.IsDevelopment();

        // Not from the factory: what a stranger names is asked once, never retried, and is no service name of ours.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            SslOptions = ssl.Value,
            ConnectCallback = new PublicAddressConnector(_allowLoopback).ConnectAsync,
        })
        {
            Timeout = Deadline,
            MaxResponseContentBufferSize = MaxDocumentSize,
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
    }

    public async Task<OAuthResult<Client>> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (_cache.TryGet(clientId, out var cached) && now < cached.Expires)
        {
            return cached.Client;
        }

        if (!ClientIdMetadataDocument.IsClientId(clientId, _allowLoopback))
        {
            return OAuthError.InvalidClient(
                "A client id that is a URL must be https, have a path, and have no fragment, user information or dot segments.");
        }

        var result = await FetchAsync(clientId, cancellationToken);
        if (result.Succeeded(out var client, out _))
        {
            _cache.Set(clientId, (client, now + CacheDuration));
        }

        return result;
    }

    public void Dispose() => _http.Dispose();

    private async Task<OAuthResult<Client>> FetchAsync(string clientId, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(clientId, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return OAuthError.InvalidClient($"The client id metadata document was answered with {(int)response.StatusCode}.");
            }

            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return ClientIdMetadataDocument.Read(clientId, document.RootElement);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFetchFailed(clientId, exception.Message);
            return OAuthError.InvalidClient("The client id metadata document cannot be fetched, or is not JSON.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Failed to fetch the client id metadata document {ClientId}: {Reason}")]
    private partial void LogFetchFailed(string clientId, string reason);
}
