using System.Net;
using System.Net.Http.Headers;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// Fetches the issuer's public documents, within limits: 5 seconds in all, 512 KiB after decompression, no redirect. Fails as a value.
/// </summary>
internal sealed class IssuerClient(HttpClient client, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>The largest document, in bytes.</summary>
    public const int MaxSize = 512 * 1024;

    public void Dispose() => client.Dispose();

    public async Task<IssuerDocument> GetAsync(string uri, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await SendAsync(uri, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return IssuerDocument.Failed($"it answered {(int)response.StatusCode}" + ((int)response.StatusCode is >= 300 and < 400 ? ", and redirects are not followed" : ""));
            }

            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return IssuerDocument.Failed($"no complete answer within {Deadline.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The handlers under the client have many ways to say that nobody answered.
            return IssuerDocument.Failed(UserInfo.Hide(exception.GetBaseException().Message));
        }
    }

    // For a connection that breaks, or one of several addresses that is down. For anything longer, who asks has retries of its own, and waits between them.
    private async Task<HttpResponseMessage> SendAsync(string uri, CancellationToken cancellationToken)
    {
        try
        {
            return await SendOnceAsync(uri, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return await SendOnceAsync(uri, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(string uri, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<IssuerDocument> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await BoundedContent.ReadAsync(response.Content, MaxSize, cancellationToken) is { } content
            ? new IssuerDocument(content, MaxAge(response.Headers), null)
            : IssuerDocument.Failed($"its answer is larger than {MaxSize / 1024} KiB");

    // RFC 9111 sections 5.2.2 and 4.2.3: what a cache on the way has kept for a while is that much older.
    private static TimeSpan? MaxAge(HttpResponseHeaders headers) =>
        headers.CacheControl is not { } control ? null
        : control.NoStore || control.NoCache ? TimeSpan.Zero
        : control.MaxAge - (headers.Age ?? TimeSpan.Zero);
}
