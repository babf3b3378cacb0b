using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

public sealed class SignInPageTests(AskingIssuer shared) : IClassFixture<AskingIssuer>
{
    private MockIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task Page_OfAValidRequest_NamesClientResourceRedirectHostScopesAndUsers()
    {
        using var page = await OpenAsync(new JsonObject { ["client_name"] = "Tea & Toast" });

        Assert.Equal(HttpStatusCode.OK, page.Response.StatusCode);
        Assert.Equal("Allow Tea & Toast to connect?", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(["name not verified", MockIssuer.Resource, "client.example"], Texts(page, "dd"));
        Assert.Equal(["know which account is yours", "see your name", "stay connected while you are away"], Texts(page, ".scopes li"));
        Assert.Equal(["Ada Lovelace", "Grace Hopper", "Alan Turing"], Texts(page, ".account .name"));
        Assert.Equal(["Allow", "Deny"], Texts(page, "button"));
    }

    [Fact]
    public async Task Page_OfAValidRequest_HasAPolicyWithoutScripts()
    {
        using var page = await OpenAsync();

        var style = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Document.QuerySelector("style")!.TextContent)));
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{style}'; form-action 'self' https://client.example:443; base-uri 'none'; frame-ancestors 'none'",
            page.Response.Header("Content-Security-Policy"));
        Assert.Equal("no-store", page.Response.Header("Cache-Control"));
        Assert.Equal("no-referrer", page.Response.Header("Referrer-Policy"));
        Assert.Empty(page.Document.Scripts);
        Assert.DoesNotContain(page.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style");
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("</bdi></h1><script>alert(1)</script>", "</bdi></h1><script>alert(1)</script>")]
    [InlineData("&lt;b&gt;\"'", "&lt;b&gt;\"'")]
    [InlineData("Bank\u202Egnp.exe\nVerified", "Bank gnp.exe Verified")]
    [InlineData("\u200B", "an application without a name")]
    public async Task Page_WithAHostileClientName_ShowsItAsText(string name, string shown)
    {
        using var page = await OpenAsync(new JsonObject { ["client_name"] = name });

        Assert.Equal(shown, page.Document.QuerySelector("h1 > bdi")!.TextContent);
        Assert.Null(page.Document.QuerySelector("img, script, b"));
        Assert.Equal("name not verified", page.Document.QuerySelector("dd")!.TextContent);
    }

    [Fact]
    public async Task Allow_AsTheChosenUser_RedirectsWithCodeStateAndIssuer()
    {
        var client = await Issuer.RegisterAsync();
        using var page = await SignInPage.OpenAsync(Issuer, MockIssuer.AuthorizePath(client.Id));
        page.Choose("Grace Hopper");

        using var response = await page.PressAsync("Allow");

        var answer = MockIssuer.Query(response);
        Assert.StartsWith(MockIssuer.RedirectUri + "?", response.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("code,state,iss", string.Join(',', answer.AllKeys));
        Assert.Equal(("s & t", Issuer.Url), (answer["state"], answer["iss"]));
        var tokens = (await Issuer.ExchangeAsync(client, answer["code"]!)).Succeeded();
        Assert.StartsWith("user_01J0GRACE", Jwt.Claims(tokens.Text("access_token")!).Text("sub"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deny_RedirectsWithAccessDeniedAndNoCode()
    {
        using var page = await OpenAsync();

        using var response = await page.PressAsync("Deny");

        var answer = MockIssuer.Query(response);
        Assert.Equal(("access_denied", null, "s & t", Issuer.Url), (answer["error"], answer["code"], answer["state"], answer["iss"]));
    }

    [Fact]
    public async Task Allow_WithoutTheAntiForgeryToken_IsRefused()
    {
        using var page = await OpenAsync();
        var token = page.Csrf.Value;
        page.Csrf.Value = "";
        using var refused = await page.PressAsync("Allow");
        page.Csrf.Value = token;
        using var allowed = await page.PressAsync("Allow");

        await AssertPageAsync(refused);
        Assert.NotNull(MockIssuer.Query(allowed)["code"]);
    }

    [Fact]
    public async Task Allow_WithoutTheCookie_IsRefused()
    {
        using var page = await OpenAsync();

        using var refused = await page.PressWithoutCookieAsync("Allow");
        using var allowed = await page.PressAsync("Allow");

        await AssertPageAsync(refused);
        Assert.NotNull(MockIssuer.Query(allowed)["code"]);
    }

    [Fact]
    public async Task Allow_WithTheTokenOfAnotherBrowser_IsRefused()
    {
        using var attacker = await OpenAsync();
        using var victim = await OpenAsync();
        victim.Csrf.Value = attacker.Csrf.Value;

        using var refused = await victim.PressAsync("Allow");

        await AssertPageAsync(refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user_nobody")]
    public async Task Allow_AsNobodyKnown_IsRefused(string user)
    {
        using var page = await OpenAsync();
        page.Document.QuerySelector<IHtmlInputElement>("input[name=user][checked]")!.Value = user;

        using var refused = await page.PressAsync("Allow");

        await AssertPageAsync(refused);
    }

    [Fact]
    public async Task Request_WithPromptNone_AsksForLoginWithoutAPage()
    {
        var client = await Issuer.RegisterAsync();

        using var response = await Issuer.AuthorizeAsync(client.Id, ("prompt", "none"));

        Assert.Equal("login_required", MockIssuer.Query(response)["error"]);
    }

    private async Task<SignInPage> OpenAsync(JsonObject? metadata = null) =>
        await SignInPage.OpenAsync(Issuer, MockIssuer.AuthorizePath((await Issuer.RegisterAsync(metadata)).Id));

    private static string[] Texts(SignInPage page, string selector) => [.. page.Document.QuerySelectorAll(selector).Select(element => element.TextContent.Trim())];

    private static async Task AssertPageAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Header("Location"));
        Assert.Contains("role=\"alert\"", await response.TextAsync(), StringComparison.Ordinal);
    }
}
