using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.FrontPage;

/// <summary>The page says in public what <c>/health</c> says by its status code, and no more.</summary>
public sealed class FrontPageStatusTests(ContractSystem shared) : ContractTest(shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly (string Key, string? Value) PublicUrl = ("Gateway:PublicUrl", "https://mcp.example.com");
    private static readonly (string Key, string? Value) NoKeys = ("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks");

    [Fact]
    public async Task Status_KeysLoaded_IsReady()
    {
        await using var gateway = await Stack.StartGatewayAsync();

        await AssertStatusAsync(gateway, HttpStatusCode.OK, "ready");
    }

    [Fact]
    public async Task Status_NoKeys_IsNotReady()
    {
        await using var gateway = await Stack.StartGatewayAsync(NoKeys);

        await AssertStatusAsync(gateway, HttpStatusCode.ServiceUnavailable, "not ready now");
    }

    [Fact]
    public async Task Status_McpServerDown_IsReadyAllTheSame()
    {
        await using var gateway = await Stack.StartGatewayAsync(("McpGateway:Url", $"http://localhost:{FreePort.Find()}/mcp"));
        using var failed = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));
        Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);

        await AssertStatusAsync(gateway, HttpStatusCode.OK, "ready");
    }

    [Fact]
    public async Task Status_WhileDraining_IsStopping()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Stack.StartGatewayAsync(services => services.AddSingleton<TimeProvider>(time), ("Limits:DrainDelay", "00:01:00"));
        await AssertStatusAsync(gateway, HttpStatusCode.OK, "ready");

        var stopping = gateway.StopAsync();

        await AssertStatusAsync(gateway, HttpStatusCode.ServiceUnavailable, "stopping");
        time.Advance(TimeSpan.FromMinutes(1));
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Page_OfAGatewayInTrouble_DiffersByTheStatusAlone()
    {
        await using var well = await Stack.StartGatewayAsync(PublicUrl);
        await using var inTrouble = await Stack.StartGatewayAsync(PublicUrl, NoKeys);
        await AssertStatusAsync(well, HttpStatusCode.OK, "ready");
        using var ready = await BrowsedPage.OpenAsync(well.Client);
        using var notReady = await BrowsedPage.OpenAsync(inTrouble.Client);

        var expected = (await ready.Response.TextAsync())
            .Replace("data-status=\"ready\">ready<", "data-status=\"not ready now\">not ready now<", StringComparison.Ordinal);

        Assert.Equal(expected, await notReady.Response.TextAsync());
    }

    // The keys come in the background, and the end begins there.
    private static async Task AssertStatusAsync(AdditionalGateway gateway, HttpStatusCode health, string expected)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
                return response.StatusCode == health;
            },
            $"/health says {health}");
        using var page = await BrowsedPage.OpenAsync(gateway.Client);
        Assert.Equal(HttpStatusCode.OK, page.Response.StatusCode);
        Assert.Equal(expected, page.Status);
    }
}
