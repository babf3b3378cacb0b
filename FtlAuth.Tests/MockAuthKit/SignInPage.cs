using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>The sign-in page in a browser with cookies and without scripts, which stays where it is when it is redirected.</summary>
internal sealed class SignInPage : IDisposable
{
    private readonly HttpClient _browser;

    private SignInPage(HttpClient browser, HttpResponseMessage response, IHtmlDocument document) =>
        (_browser, Response, Document) = (browser, response, document);

    public HttpResponseMessage Response { get; }

    public IHtmlDocument Document { get; }

    public IHtmlFormElement Form => Document.Forms.Single();

    public IHtmlInputElement Csrf => Form.QuerySelector<IHtmlInputElement>("input[type=hidden]")!;

    public static async Task<SignInPage> OpenAsync(MockIssuer issuer, string path)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var address = new Uri(new Uri(issuer.Url), path);
        var response = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        var html = await response.TextAsync();
        var document = await BrowsingContext.New()
            .OpenAsync(page => page.Content(html).Address(address.AbsoluteUri), TestContext.Current.CancellationToken);
        return new SignInPage(browser, response, (IHtmlDocument)document);
    }

    public void Choose(string name)
    {
        foreach (var account in Document.QuerySelectorAll<IHtmlInputElement>("input[name=user]"))
        {
            account.IsChecked = account.Closest("label")!.TextContent.Contains(name, StringComparison.Ordinal);
        }
    }

    /// <summary>Presses a button, and sends what the form then holds.</summary>
    public Task<HttpResponseMessage> PressAsync(string button) => PressAsync(button, _browser);

    /// <summary>The same in a browser that has not opened the page.</summary>
    public async Task<HttpResponseMessage> PressWithoutCookieAsync(string button)
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await PressAsync(button, stranger);
    }

    public void Dispose()
    {
        Document.Dispose();
        Response.Dispose();
        _browser.Dispose();
    }

    private async Task<HttpResponseMessage> PressAsync(string button, HttpClient browser)
    {
        var pressed = Document.QuerySelectorAll<IHtmlButtonElement>("button").Single(candidate => candidate.TextContent == button);
        var submission = Form.GetSubmission(pressed)!;
        using var content = new StreamContent(submission.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(submission.MimeType!);
        return await browser.PostAsync(submission.Target.Href, content, TestContext.Current.CancellationToken);
    }
}
