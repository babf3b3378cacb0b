using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.FrontPage;

public sealed class FrontPageTests(ContractSystem shared) : ContractTest(shared)
{
    // Of an answer to the test's client only the trace id and the date differ from one to the next.
    private static readonly string[] OfEachAnswer = ["Date", "X-Trace-Id"];

    [Fact]
    public async Task FrontPage_ForBrowser_SaysWhatToConnectToAndWhoSignsIn()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        Assert.Equal(HttpStatusCode.OK, page.Response.StatusCode);
        Assert.Equal("MCP server", page.Document.Title);
        Assert.Equal("MCP server", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(Stack.Resource, page.Address);
        Assert.Equal(new Uri(Issuer).Authority, page.Fact("Sign-in")!.TextContent);
        Assert.Null(page.Fact("Documentation"));
        Assert.Equal("/.well-known/oauth-protected-resource/mcp", page.Document.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task FrontPage_ForBrowser_HasExactlyTheseHeaders()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        var style = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Document.QuerySelector("style")!.TextContent)));
        Assert.Equal(
            [
                "Cache-Control: no-store",
                "Content-Length: " + Encoding.UTF8.GetByteCount(await page.Response.TextAsync()),
                $"Content-Security-Policy: default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                "Content-Type: text/html; charset=utf-8",
                "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin",
                "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "Referrer-Policy: no-referrer",
                "X-Content-Type-Options: nosniff",
                "X-Frame-Options: DENY",
            ],
            HeadersOf(page.Response));
    }

    [Fact]
    public async Task FrontPage_HeadOfBrowser_HasTheSameHeadersAndNoBody()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);
        using var head = await SendAsync(HttpMethod.Head, BrowsedPage.Accept);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("", await head.TextAsync());
        Assert.Equal(HeadersOf(page.Response), HeadersOf(head));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("GET", "*/*")]
    [InlineData("GET", "text/*")]
    [InlineData("GET", "application/json")]
    [InlineData("GET", "text/event-stream")]
    [InlineData("GET", "application/json, text/html;q=0")]
    [InlineData("GET", "text/htmlx")]
    public async Task FrontPage_ForAnythingElse_NotFound(string method, string? accept)
    {
        using var response = await SendAsync(new HttpMethod(method), accept);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("", await response.TextAsync());
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("TEXT/HTML;q=0.1")]
    public async Task FrontPage_ForAnyThatAsksForHtml_IsThere(string accept)
    {
        using var response = await SendAsync(HttpMethod.Get, accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task FrontPage_NeedsNoScriptAndNothingFromElsewhere()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        var attributes = page.Document.All.SelectMany(element => element.Attributes).ToArray();
        Assert.Null(page.Document.QuerySelector("script, link, img, iframe, object, embed, form, base, svg, [style]"));
        Assert.DoesNotContain(attributes, attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(attributes, attribute => attribute.Value.Contains("//", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.Document.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.Document.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", await page.Response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrontPage_ForThoseWhoHearIt_HasALanguageLandmarksAndHeadingsInOrder()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        var levels = page.Document.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName[1] - '0').ToArray();
        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.Document.QuerySelectorAll("body > main"));
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.DoesNotContain("maximum-scale", page.Document.QuerySelector("meta[name=viewport]")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    private static string[] HeadersOf(HttpResponseMessage response) =>
    [
        .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !OfEachAnswer.Contains(header.Key))
            .Select(header => $"{header.Key}: {header.Value}")
            .Order(StringComparer.Ordinal),
    ];

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? accept)
    {
        using var request = BrowsedPage.Request(method, accept);
        return await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
