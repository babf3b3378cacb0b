using System.Text.Encodings.Web;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Discovery;

internal static class FrontPage
{
    /// <summary>Maps <c>/</c>: for a browser a page that says what this is and how to connect a client; for anything else 404.</summary>
    public static IEndpointRouteBuilder MapFrontPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], WriteAsync);
        return endpoints;
    }

    private static Task WriteAsync(HttpContext context)
    {
        if (!context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var origin = context.RequestServices.GetRequiredService<PublicOrigin>();
        var headers = context.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.CacheControl] = origin.IsDerived ? "no-store" : "public, max-age=300";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(Html(HtmlEncoder.Default.Encode(origin.ResourceOf(context.Request))), context.RequestAborted);
    }

    private static string Html(string resource) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>MCP server</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 3rem 1.25rem; }
        h1 { line-height: 1.2; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; }
        </style>
        </head>
        <body>
        <main>
        <h1>This is an MCP server</h1>
        <p>It is made for MCP clients, and asks you to sign in when one connects. Give your client this address:</p>
        <pre>{{resource}}</pre>
        <h2>Claude Code</h2>
        <pre>claude mcp add --transport http my-server {{resource}}</pre>
        <h2>VS Code, Cursor</h2>
        <pre>{ "servers": { "my-server": { "type": "http", "url": "{{resource}}" } } }</pre>
        <h2>A client that speaks stdio only</h2>
        <pre>npx mcp-remote {{resource}}</pre>
        </main>
        </body>
        </html>
        """;
}
