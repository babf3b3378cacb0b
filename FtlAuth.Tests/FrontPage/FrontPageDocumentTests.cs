using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.FrontPage;

namespace FtlAuth.Tests.FrontPage;

/// <summary>What the server lets nobody send is encoded all the same.</summary>
public sealed class FrontPageDocumentTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&amp;";

    [Fact]
    public async Task Render_HostileValues_AreText()
    {
        var document = new FrontPageDocument(
            new GatewayOptions { ResourceName = Hostile, ResourceDocumentation = Hostile, Path = "/\"><b>" },
            new AuthKitOptions { Issuer = "https://issuer.example" });

        using var page = await BrowsedPage.ParseAsync(Encoding.UTF8.GetString(document.Render(Hostile, Hostile, Hostile).Span));

        Assert.Null(page.QuerySelector("script, b"));
        Assert.Equal(Hostile, page.Title);
        Assert.Equal(Hostile, page.QuerySelector("pre.address")!.TextContent);
        Assert.Equal(Hostile, page.QuerySelector(".status")!.TextContent);
        Assert.Equal(Hostile, page.QuerySelector(".status")!.GetAttribute("data-status"));
        Assert.Equal(Hostile, page.QuerySelector("dd a")!.GetAttribute("href"));
        Assert.Equal("/.well-known/oauth-protected-resource/\"><b>", page.QuerySelector("footer a")!.GetAttribute("href"));
        Assert.Contains(page.QuerySelectorAll("pre"), pre => pre.TextContent == $"curl {Hostile}");
    }
}
