using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.FrontPage;

/// <summary>What is copied from the page works where it is put.</summary>
public sealed partial class FrontPageSnippetTests(ContractSystem shared) : ContractTest(shared)
{
    [Theory]
    [InlineData("Claude Code", "claude mcp add --transport http my-server URL")]
    [InlineData("Claude on the web and desktop", "URL")]
    [InlineData("Codex", "codex mcp add my-server --url URL", "[mcp_servers.my-server]\nurl = \"URL\"")]
    [InlineData("MCP Inspector", "npx @modelcontextprotocol/inspector --server-url URL --transport http", "npx @modelcontextprotocol/inspector --cli URL --transport http --method tools/list")]
    public async Task Snippet_OfACommandOrAFile_IsTheClientsOwn(string client, params string[] expected)
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        Assert.Equal(expected.Select(snippet => snippet.Replace("URL", Stack.Resource, StringComparison.Ordinal)), page.Snippets(client));
    }

    [Theory]
    [InlineData("VS Code", """{"servers":{"my-server":{"type":"http","url":"URL"}}}""")]
    [InlineData("Cursor", """{"mcpServers":{"my-server":{"url":"URL"}}}""")]
    [InlineData("Clients that only start programs", """{"mcpServers":{"my-server":{"command":"npx","args":["-y","mcp-remote","URL"]}}}""")]
    public async Task Snippet_OfAJsonFile_IsTheClientsOwn(string client, string expected)
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        AssertJson.Equal(expected.Replace("URL", Stack.Resource, StringComparison.Ordinal), Assert.Single(page.Snippets(client)));
    }

    [Fact]
    public async Task Snippet_OfCurlWithAToken_IsAnswered()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);
        var snippet = page.Snippets("curl")[0].Replace("$TOKEN", Token, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, Command().Match(snippet).Groups["url"].Value)
        {
            Content = new StringContent(Command().Match(snippet).Groups["body"].Value),
        };
        foreach (var header in Header().Matches(snippet).Select(match => match.Groups["header"].Value.Split(": ")).ToLookup(pair => pair[0], pair => pair[1]))
        {
            HttpHeaders headers = header.Key == "Content-Type" ? request.Content.Headers : request.Headers;
            headers.Remove(header.Key);
            headers.Add(header.Key, header.Single());
        }

        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"serverInfo\"", await response.TextAsync(), StringComparison.Ordinal);
        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task Snippet_OfCurlWithoutAToken_GetsTheMetadata()
    {
        using var page = await BrowsedPage.OpenAsync(Stack.Client);

        var url = page.Snippets("curl")[1].Split(' ')[1];
        using var metadata = JsonDocument.Parse(await Stack.Client.GetByteArrayAsync(url, TestContext.Current.CancellationToken));

        Assert.Equal(Stack.Resource, metadata.RootElement.GetProperty("resource").GetString());
    }

    [Fact]
    public async Task Snippets_WithAnotherPath_NameIt()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Gateway:PublicUrl", "https://mcp.example.com"), ("Gateway:Path", "/tools/mcp"));

        using var page = await BrowsedPage.OpenAsync(gateway.Client);

        Assert.Equal("https://mcp.example.com/tools/mcp", page.Address);
        Assert.Equal("curl https://mcp.example.com/.well-known/oauth-protected-resource/tools/mcp", page.Snippets("curl")[1]);
        var link = page.Document.QuerySelector("footer a")!.GetAttribute("href");
        Assert.Equal("/.well-known/oauth-protected-resource/tools/mcp", link);
        Assert.Contains("https://mcp.example.com/tools/mcp", await gateway.Client.GetStringAsync(link, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.All(
            page.Document.QuerySelectorAll("pre").Select(pre => pre.TextContent),
            snippet => Assert.Matches("https://mcp\\.example\\.com/(tools/mcp|\\.well-known/)", snippet));
    }

    [GeneratedRegex("""^curl (?<url>\S+) \\\n(.*\n)*  -d '(?<body>[^']*)'$""")]
    private static partial Regex Command();

    [GeneratedRegex("""^  -H "(?<header>[^"]*)" \\$""", RegexOptions.Multiline)]
    private static partial Regex Header();
}
