using System.Collections.Concurrent;
using System.Web;
using ModelContextProtocol.Authentication;

namespace FtlAuth.Tests.Clients;

/// <summary>Stands in for the user's browser: opens the authorization URL and reads where the issuer sends it.</summary>
internal sealed class HeadlessBrowser
{
    private readonly ConcurrentQueue<Uri> _opened = [];

    /// <summary>The authorization URLs that the user had to see, oldest first.</summary>
    public IReadOnlyCollection<Uri> Opened => _opened;

    public async Task<AuthorizationResult?> OpenAsync(AuthorizationCallbackContext context, CancellationToken cancellationToken)
    {
        _opened.Enqueue(context.AuthorizationUri);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await browser.GetAsync(context.AuthorizationUri, cancellationToken);
        var location = response.Headers.Location
            ?? throw new InvalidOperationException($"The issuer did not redirect: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        var query = HttpUtility.ParseQueryString(location.Query);
        return new AuthorizationResult { Code = query["code"], State = query["state"], Iss = query["iss"] };
    }
}
