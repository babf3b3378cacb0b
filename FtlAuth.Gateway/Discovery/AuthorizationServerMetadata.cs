using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Discovery;

/// <summary>
/// The issuer's own metadata document (RFC 8414 section 3), with several issuers the first one's: fetched on demand and kept, for clients older than RFC 9728. Served as it came:
/// nothing of it is invented or changed.
/// </summary>
internal sealed partial class AuthorizationServerMetadata(
    IssuerClient client, AuthKitOptions authKit, JwksOptions options, TimeProvider time, ILogger<AuthorizationServerMetadata> logger) : IDisposable
{
    /// <summary>The least time between two attempts while the issuer fails.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _single = new(1, 1);
    private readonly string _uri = MetadataUri(authKit.All[0].Issuer);

    private volatile byte[]? _document;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _nextAttempt = DateTimeOffset.MinValue;

    /// <summary>The document; null when there is none to give.</summary>
    public async ValueTask<byte[]?> GetAsync(CancellationToken cancellationToken)
    {
        if (_document is { } document)
        {
            if (time.GetUtcNow() >= _nextAttempt)
            {
                // Past its freshness it still serves: nobody waits for an issuer that may hang.
                _ = RefreshAsync(TimeSpan.Zero, CancellationToken.None);
            }

            return document;
        }

        await RefreshAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        return _document;
    }

    public void Dispose() => _single.Dispose();

    /// <summary>Where the document is: the well-known part goes between host and path (RFC 8414 section 3.1).</summary>
    internal static string MetadataUri(string issuer)
    {
        var uri = new Uri(issuer);
        return uri.GetLeftPart(UriPartial.Authority) + "/.well-known/oauth-authorization-server" + (uri.AbsolutePath == "/" ? "" : uri.AbsolutePath);
    }

    /// <summary>One caller fetches when it is time, and the others wait for it, as long as they may.</summary>
    private async Task RefreshAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await _single.WaitAsync(patience, cancellationToken))
        {
            return;
        }

        try
        {
            if (time.GetUtcNow() >= _nextAttempt)
            {
                await FetchAsync();
            }
        }
        finally
        {
            _single.Release();
        }
    }

    // Not cancelled with the request that happened to begin it: the others wait for it too.
    private async Task FetchAsync()
    {
        var fetched = await client.GetAsync(_uri, CancellationToken.None);
        var failure = fetched.Failure ?? (IsOfIssuer(fetched.Content!) ? null : "it is not a metadata document of AuthKit:Issuer");
        var now = time.GetUtcNow();
        if (failure is null)
        {
            _document = fetched.Content;
            _fetchedAt = now;
            _nextAttempt = now + options.CacheDuration;
            return;
        }

        LogFetchFailed(_uri, failure);
        _nextAttempt = now + RetryAfter;
        if (now - _fetchedAt > options.MaxStale)
        {
            _document = null;
        }
    }

    // RFC 8414 section 3.3: a document that names another issuer must not be used.
    private bool IsOfIssuer(byte[] json)
    {
        if (!StrictJson.TryParseObject(json, out var document))
        {
            return false;
        }

        using (document)
        {
            return document.RootElement.TryGetProperty("issuer", out var issuer) && StrictJson.TextEquals(issuer, System.Text.Encoding.UTF8.GetBytes(authKit.All[0].Issuer));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The issuer's metadata could not be fetched from {Uri}: {Reason}. Clients that read protected resource metadata are not affected.")]
    private partial void LogFetchFailed(string uri, string reason);
}
