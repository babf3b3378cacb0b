using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Operations;

public sealed class HealthTests(ContractSystem shared) : ContractTest(shared)
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_AllWell_Healthy(string path)
    {
        // What an earlier test did to the MCP server is told until the next request to it, and a busy machine's slow cache until it was asked again.
        using var good = await Stack.PostMcpAsync(Token);
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await Stack.Client.GetAsync(path, TestContext.Current.CancellationToken);
                return response.StatusCode == HttpStatusCode.OK && await response.TextAsync() == "Healthy";
            },
            $"{path} says Healthy");
    }

    [Fact]
    public async Task Health_NoKeys_UnhealthyButAlive()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"));

        using var ready = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        using var alive = await gateway.Client.GetAsync("/alive", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Health_UpstreamDown_DegradedButReady()
    {
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", $"http://localhost:{FreePort.Find()}/mcp"));
        using var failed = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        using var response = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Degraded", await response.TextAsync());
    }

    [Fact]
    public async Task Health_RedisDown_DegradedButReady()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()},connectTimeout=200,connectRetry=0"));
        using var served = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        using var response = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Degraded", await response.TextAsync());
    }
}
