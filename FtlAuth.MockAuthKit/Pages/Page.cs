using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.MockAuthKit.Pages;

/// <summary>An HTML page without scripts, and the headers that keep it so.</summary>
internal sealed class Page(string title, string main) : IResult
{
    private static readonly string Style = ReadStyle();
    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    /// <summary>Where the page's form may post to and be redirected to, as CSP sources.</summary>
    public string FormAction { get; init; } = "'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action {FormAction}; base-uri 'none'; frame-ancestors 'none'";
        return response.WriteAsync(Html(), httpContext.RequestAborted);
    }

    private string Html() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Text.Encode(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <header><span class="mark" aria-hidden="true"></span> Mock AuthKit</header>
        <main>
        {main}
        </main>
        <footer>A stand-in for WorkOS AuthKit, for development: no passwords, no real people.</footer>
        </body>
        </html>
        """;

    private static string ReadStyle()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("page.css")
            ?? throw new InvalidOperationException("The style sheet is missing from the assembly.");
        using var reader = new StreamReader(stream);

        // The browser hashes what it parsed: line ends are LF there, whatever the source file has.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
