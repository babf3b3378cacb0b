using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Discovery;

public sealed class ProtectedResourceMetadataTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Path = "/.well-known/oauth-protected-resource";

    private string Expected => $$"""{"resource":"{{Stack.Resource}}","authorization_servers":["{{Issuer}}"],"bearer_methods_supported":["header"]}""";

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/mcp")]
    public async Task Metadata_Get_ExactDocument(string path)
    {
        using var response = await Stack.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Contains("max-age=", response.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.NotEmpty(response.Header("X-Trace-Id")!);
        Assert.Equal(Expected, await response.TextAsync());
    }

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/mcp")]
    public async Task Metadata_Head_SameHeadersNoBody(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal($"{Expected.Length}", response.Header("Content-Length"));
        Assert.Equal("", await response.TextAsync());
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Original-Proto", "https")]
    [InlineData("Forwarded", "host=evil.example;proto=https")]
    public async Task PublicUrls_HeadersOfStranger_StayTheSame(string name, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation(name, value);
        using var metadata = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var challenge = await Stack.PostMcpAsync(null, change: post => post.Headers.TryAddWithoutValidation(name, value));

        Assert.Equal(Expected, await metadata.TextAsync());
        Assert.Equal($"Bearer resource_metadata=\"{Origin}{Path}/mcp\"", challenge.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task PublicUrls_AuthorityOfStrangerInAbsoluteForm_StayTheSame()
    {
        var metadata = await RawHttp.SendAsync(Origin, "GET", $"http://evil.example{Path}", ["Host: evil.example"]);
        var challenge = await RawHttp.SendAsync(Origin, "GET", "http://evil.example/mcp", ["Host: evil.example"]);

        Assert.Equal(Expected, metadata.Body);
        Assert.Equal([$"Bearer resource_metadata=\"{Origin}{Path}/mcp\""], challenge.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Metadata_EverythingConfigured_ExactDocumentAtBothPaths()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("Gateway:PublicUrl", "HTTPS://MCP.Example.com:443/"), ("Gateway:Path", "/tools/mcp"), ("AuthKit:RequiredScopes", "openid, offline_access, email"),
            ("Gateway:ResourceName", "Tools \"for\" all"), ("Gateway:ResourceDocumentation", "https://docs.example.com/mcp"));

        var root = await gateway.Client.GetByteArrayAsync(Path, TestContext.Current.CancellationToken);
        var suffixed = await gateway.Client.GetByteArrayAsync(Path + "/tools/mcp", TestContext.Current.CancellationToken);
        using var unknown = await gateway.Client.GetAsync(Path + "/mcp", TestContext.Current.CancellationToken);

        Assert.Equal(root, suffixed);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        AssertJson.Equal(
            $$"""
            {"resource":"https://mcp.example.com/tools/mcp","authorization_servers":["{{Issuer}}"],"bearer_methods_supported":["header"],
             "scopes_supported":["openid","email"],"resource_name":"Tools \"for\" all","resource_documentation":"https://docs.example.com/mcp"}
            """,
            root);
    }
}
