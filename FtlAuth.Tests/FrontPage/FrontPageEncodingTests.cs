using AngleSharp.Dom;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.FrontPage;

/// <summary>Neither a request nor a setting brings markup into the page.</summary>
public sealed class FrontPageEncodingTests(ContractSystem shared) : ContractTest(shared)
{
    public static TheoryData<string> Hosts { get; } =
    [
        "<script>alert(1)</script>", "a.example\"><img src=x onerror=alert(1)>", "a.example'", "a.example&lt;b&gt;", "</pre><script>", "a.example%3Cb%3E",
        "$(id)@a.example", "user:<b>@a.example", "a.example/<b>", "a.example#<b>", "{{status}}", "a\u00E9b.example", "[::1]<b>", "a b", "",
    ];

    [Fact]
    public async Task Page_ForAHostOfAStranger_SaysTheConfiguredAddress()
    {
        var response = await RawHttp.SendAsync(Origin, "GET", "/", ["Host: evil.example", "X-Forwarded-Host: evil.example", "Accept: text/html"]);

        Assert.Equal(200, response.Status);
        Assert.Contains(Stack.Resource, response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithADerivedAddress_SaysTheHostOfTheRequest()
    {
        await using var gateway = await StartDerivedAsync();

        var response = await RawHttp.SendAsync(gateway.Origin, "GET", "/", ["Host: myapp.example", "Accept: text/html"]);

        Assert.Equal(["no-store"], response.Headers["Cache-Control"]);
        using var page = await BrowsedPage.ParseAsync(response.Body);
        Assert.Equal("https://myapp.example/mcp", page.QuerySelector("pre.address")!.TextContent);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Page_ForAHostileHost_HasNoMarkupOfIts(string host)
    {
        await using var gateway = await StartDerivedAsync();

        await AssertNoMarkupAsync(gateway, $"Host: {host}");
        await AssertNoMarkupAsync(gateway, "Host: a.example", $"X-Forwarded-Host: {host}");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</title></h1><img src=x onerror=alert(1)>")]
    [InlineData("Tools \"for\" Tom & 'Jerry' &lt;b&gt;")]
    [InlineData("Œuvre 工具 {{resource}}")]
    public async Task Page_WithAHostileName_ShowsItAsText(string name)
    {
        await using var gateway = await Stack.StartGatewayAsync(("Gateway:ResourceName", name));

        using var page = await BrowsedPage.OpenAsync(gateway.Client);

        Assert.Equal(name, page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(name, page.Document.Title);
        Assert.Null(page.Document.QuerySelector("script, img, b"));
    }

    [Theory]
    [InlineData("https://docs.example.com/mcp?a=1&b='2'")]
    [InlineData("http://docs.example.com/")]
    public async Task Page_WithDocumentation_LinksIt(string url)
    {
        await using var gateway = await Stack.StartGatewayAsync(("Gateway:ResourceDocumentation", url));

        using var page = await BrowsedPage.OpenAsync(gateway.Client);

        var link = page.Fact("Documentation")!.QuerySelector("a")!;
        Assert.Equal(url, link.GetAttribute("href"));
        Assert.Equal(url, link.TextContent);
        Assert.Equal(["href"], link.Attributes.Select(attribute => attribute.Name));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://docs.example.com/\"onclick=\"alert(1)")]
    public async Task Gateway_WithDocumentationThatIsNoLink_DoesNotStart(string url) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => Stack.StartGatewayAsync(("Gateway:ResourceDocumentation", url)));

    [Fact]
    public async Task Page_WithSeveralIssuers_NamesEachHostOnce()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("AuthKit:Issuers:0:Issuer", "https://one.example"), ("AuthKit:Issuers:1:Issuer", "https://two.example/a"), ("AuthKit:Issuers:2:Issuer", "https://two.example/b"));

        using var page = await BrowsedPage.OpenAsync(gateway.Client);

        Assert.Equal($"{new Uri(Issuer).Authority}, one.example, two.example", page.Fact("Sign-in")!.TextContent);
    }

    private Task<AdditionalGateway> StartDerivedAsync() =>
        Stack.StartGatewayAsync(("AuthKit:Audience", "https://audience.example/mcp"), ("ForwardedHeaders:KnownProxies", "127.0.0.1"));

    private static async Task AssertNoMarkupAsync(AdditionalGateway gateway, params string[] headers)
    {
        var good = await RawHttp.SendAsync(gateway.Origin, "GET", "/", ["Host: a.example", "Accept: text/html"]);
        var response = await RawHttp.SendAsync(gateway.Origin, "GET", "/", [.. headers, "Accept: text/html"]);

        Assert.True(response.Status is 400 or 200, $"{response.Status}");
        if (response.Status == 200)
        {
            using var expected = await BrowsedPage.ParseAsync(good.Body);
            using var page = await BrowsedPage.ParseAsync(response.Body);
            Assert.Equal(Outline(expected), Outline(page));
            Assert.Matches("^https?://[\\p{L}0-9.:\\[\\]-]+/mcp$", page.QuerySelector("pre.address")!.TextContent);
        }
    }

    // Without the status, which may change from one request to the next.
    private static IEnumerable<string> Outline(IDocument page) => page.All.Select(element => string.Join(
        ' ', [element.LocalName, .. element.Attributes.Where(attribute => attribute.Name != "data-status").Select(attribute => $"{attribute.Name}={attribute.Value}")]));
}
