using System.Net;
using System.Net.Security;
using System.Text;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Doctor;

/// <summary>Sends requests as a client would that follows no redirect, and gives whatever comes of them as a value.</summary>
internal sealed class Probe : IDisposable
{
    // Harmless whoever gets it: it opens no session and calls no tool.
    private const string Ping = """{"jsonrpc":"2.0","id":"doctor","method":"ping"}""";

    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly HttpClient _client;

    /// <param name="deployment">Whose clock and limits count.</param>
    /// <param name="useProxy">Whether the proxy of the environment is used, as the gateway does on the way to the issuer and not on the way to the MCP server.</param>
    /// <param name="patience">How long a request may take, where that is less than the limit of all.</param>
    /// <param name="certificateSeen">Judges the server's certificate; null for the platform's judgement.</param>
    public Probe(Deployment deployment, bool useProxy = true, TimeSpan? patience = null, RemoteCertificateValidationCallback? certificateSeen = null)
    {
        _time = deployment.Time;
        _limit = patience < deployment.Limits.Request ? patience.Value : deployment.Limits.Request;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = useProxy,
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = 8,
            SslOptions = { RemoteCertificateValidationCallback = certificateSeen },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("FtlAuth-doctor");
    }

    public async Task<Answer> GetAsync(string uri, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Accept.ParseAdd("application/json");
        Add(request, headers);
        return await SendAsync(request, readBody: true, cancellationToken);
    }

    /// <summary>Sends a request without a body; of the answer only status and headers are read, since it may be a stream.</summary>
    public async Task<Answer> SendHeadersAsync(HttpMethod method, string uri, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, uri);
        Add(request, headers);
        return await SendAsync(request, readBody: false, cancellationToken);
    }

    /// <summary>Sends a JSON-RPC <c>ping</c>; of the answer only status and headers are read.</summary>
    public async Task<Answer> PostPingAsync(string uri, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent(Ping, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        Add(request, headers);
        return await SendAsync(request, readBody: false, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private static void Add(HttpRequestMessage request, IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request, bool readBody, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = new Answer { SentAt = _time.GetUtcNow() };
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            answer = answer with { ReceivedAt = _time.GetUtcNow(), Status = (int)response.StatusCode, Headers = HeadersOf(response) };
            return readBody ? await ReadAsync(answer, response, either.Token) : answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return answer with { TimedOut = true, Failure = $"nothing complete within {_limit.TotalSeconds:0.#} s" };
        }
        catch (HttpRequestException exception)
        {
            return answer with { Error = exception.HttpRequestError, Failure = exception.GetBaseException().Message };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return answer with { Failure = exception.GetBaseException().Message };
        }
    }

    private static async Task<Answer> ReadAsync(Answer answer, HttpResponseMessage response, CancellationToken cancellationToken) =>
        await BoundedContent.ReadAsync(response.Content, IssuerClient.MaxSize, cancellationToken) is { } body
            ? answer with { Body = body }
            : answer with { Failure = $"more than {IssuerClient.MaxSize / 1024} KiB" };

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
}
