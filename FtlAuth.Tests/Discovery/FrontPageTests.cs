using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Discovery;

public sealed class FrontPageTests(ContractSystem shared) : ContractTest(shared)
{
    [Fact]
    public async Task FrontPage_ForBrowser_SaysWhatToConnectTo()
    {
        using var response = await GetAsync(HttpMethod.Get, "text/html,application/xhtml+xml,*/*;q=0.8");
        var page = await response.TextAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        Assert.Contains("default-src 'none'", response.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains($"<pre>{Stack.Resource}</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrontPage_HeadOfBrowser_HasNoBody()
    {
        using var response = await GetAsync(HttpMethod.Head, "text/html");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.TextAsync());
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("GET", "*/*")]
    [InlineData("GET", "application/json")]
    [InlineData("GET", "text/event-stream")]
    public async Task FrontPage_ForAnythingElse_NotFound(string method, string? accept)
    {
        using var response = await GetAsync(new HttpMethod(method), accept);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }

    [Fact]
    public async Task FrontPage_HostOfStranger_SaysTheConfiguredAddress()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("evil.example", await response.TextAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(HttpMethod method, string? accept)
    {
        using var request = new HttpRequestMessage(method, "/");
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
