using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.FrontPage;

/// <summary>The front page as a browser takes it.</summary>
internal sealed class BrowsedPage : IDisposable
{
    public const string Accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private BrowsedPage(HttpResponseMessage response, IHtmlDocument document) => (Response, Document) = (response, document);

    public HttpResponseMessage Response { get; }

    public IHtmlDocument Document { get; }

    public string Address => Document.QuerySelector("pre.address")!.TextContent;

    public string Status => Fact("Status")!.TextContent;

    public static async Task<BrowsedPage> OpenAsync(HttpClient client)
    {
        using var request = Request(HttpMethod.Get, Accept);
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new BrowsedPage(response, await ParseAsync(await response.TextAsync()));
    }

    public static HttpRequestMessage Request(HttpMethod method, string? accept)
    {
        var request = new HttpRequestMessage(method, "/");
        if (accept is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Accept", accept));
        }

        return request;
    }

    public static async Task<IHtmlDocument> ParseAsync(string html) =>
        (IHtmlDocument)await BrowsingContext.New().OpenAsync(page => page.Content(html), TestContext.Current.CancellationToken);

    /// <summary>What stands beside a term, such as «Status»; null when there is no such term.</summary>
    public IElement? Fact(string term) => Document.QuerySelectorAll("dt").SingleOrDefault(candidate => candidate.TextContent == term)?.NextElementSibling;

    /// <summary>The snippets for a client, as they are copied.</summary>
    public string[] Snippets(string client) =>
        [.. Document.QuerySelectorAll("h3").Single(heading => heading.TextContent == client).ParentElement!.QuerySelectorAll("pre").Select(pre => pre.TextContent)];

    public void Dispose()
    {
        Document.Dispose();
        Response.Dispose();
    }
}
