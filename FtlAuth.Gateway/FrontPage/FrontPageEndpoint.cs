using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.FrontPage;

/// <summary>Answers a browser with the page, and anything else with 404.</summary>
internal sealed class FrontPageEndpoint(FrontPageDocument document, PublicStatus status, PublicOrigin origin, GatewayOptions gateway)
{
    private readonly string _contentSecurityPolicy =
        $"default-src 'none'; style-src {document.StyleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task WriteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!IsBrowser(request))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var page = document.Render(
            origin.ResourceOf(request),
            origin.Of(request) + ProtectedResourceMetadataEndpoints.Path + gateway.Path,
            await status.ReadAsync(context.RequestAborted));
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        WriteHeaders(response.Headers);
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(page, context.RequestAborted);
        }
    }

    // A browser names the type; «*/*» is what curl and the libraries say who take whatever there is.
    private static bool IsBrowser(HttpRequest request) => request.GetTypedHeaders().Accept.Any(
        accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && accept.Quality is not 0);

    private void WriteHeaders(IHeaderDictionary headers)
    {
        // The status is that of now.
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = _contentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }
}
