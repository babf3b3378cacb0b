using System.Globalization;
using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

public sealed class IssuerOutageTests(JwksSystem shared) : JwksTest(shared)
{
    [Theory]
    [InlineData("error")]
    [InlineData("redirect")]
    [InlineData("huge")]
    public async Task ColdGateway_IssuerFails_UnavailableUntilItIsBack(string fault)
    {
        var token = await MintAsync();
        await Stack.SetIssuerFaultAsync("jwks", fault);
        await using var gateway = await StartWithClockAsync();

        await AssertUnavailableAsync(gateway, token);
        await Stack.SetIssuerFaultAsync("jwks", "none");

        // The first of the steps in which the attempts follow each other is a second, and at most a fifth longer.
        await AssertRecoversAsync(gateway, token, TimeSpan.FromSeconds(1.2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":7}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA","kid":"x"}]}""")]
    public async Task ColdGateway_IssuerAnswersNoKeys_Unavailable(string answer)
    {
        var token = await MintAsync();
        await using var issuer = await FakeServer.StartAsync(context => context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer)).AsTask());
        await using var gateway = await StartAsync(("AuthKit:JwksUri", issuer.Origin + "/jwks"));

        await AssertUnavailableAsync(gateway, token);
    }

    [Fact]
    public async Task ColdGateway_IssuerResetsConnections_UnavailableUntilItDoesNot()
    {
        var token = await MintAsync();
        await Stack.SetIssuerFaultAsync("jwks", "refuse");
        await using var gateway = await StartAsync();

        await AssertUnavailableAsync(gateway, token);
        await Stack.SetIssuerFaultAsync("jwks", "none");

        await AssertRecoversAsync(gateway, token);
    }

    [Fact]
    public async Task ColdGateway_NobodyAtJwksUri_Unavailable()
    {
        await using var gateway = await StartAsync(("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"));

        await AssertUnavailableAsync(gateway, await MintAsync());
    }

    [Fact]
    public async Task ColdGateway_WithoutKeys_StillChallengesAndRefusesWhatIsBadInItself()
    {
        await using var gateway = await StartAsync(("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"));

        using var missing = await gateway.PostMcpAsync(null);
        using var bad = await gateway.PostMcpAsync("bad");

        Assert.Equal(HttpStatusCode.Unauthorized, missing.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("redirect")]
    public async Task WarmGateway_IssuerFails_NobodyNotices(string fault)
    {
        var token = await MintAsync();
        await using var gateway = await StartWithClockAsync();
        await AssertServedAsync(gateway, token);
        await Stack.SetIssuerFaultAsync("jwks", fault);
        var fetches = await FetchesAsync();

        Time.Advance(TimeSpan.FromMinutes(4));
        await Eventually.TrueAsync(async () => await FetchesAsync() > fetches, "the gateway tries to refresh");

        await AssertServedAsync(gateway, token);
        await AssertUnknownKeyAsync(gateway, await MintAsync("foreign"));
        using var health = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task WarmGateway_IssuerStopped_NobodyNotices()
    {
        var token = await MintAsync();
        await using var gateway = await StartAsync();
        await AssertServedAsync(gateway, token);
        var foreign = await MintAsync("foreign");

        await Stack.System.StopAuthKitAsync();

        await AssertServedAsync(gateway, token);
        await AssertUnknownKeyAsync(gateway, foreign);
        await AssertServedAsync(gateway, token);
    }

    [Fact]
    public async Task ColdGateway_IssuerStartsLater_RecoversByItself()
    {
        await Stack.System.StopAuthKitAsync();
        await using var gateway = await StartAsync();
        using var before = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        await Stack.System.StartAuthKitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        await AssertRecoversAsync(gateway, await MintAsync());
    }

    [Fact]
    public async Task LastGoodKeys_PastMaxStale_AreNoLongerUsed()
    {
        var token = await Stack.MintAsync(new() { ["aud"] = Audience, ["exp"] = DateTimeOffset.UtcNow.AddDays(2).ToUnixTimeSeconds() });
        await using var gateway = await StartWithClockAsync();
        await AssertServedAsync(gateway, token);
        await Stack.SetIssuerFaultAsync("jwks", "error");

        Time.Advance(TimeSpan.FromHours(23));
        await AssertServedAsync(gateway, token);
        await Eventually.TrueAsync(
            async () =>
            {
                Time.Advance(TimeSpan.FromMinutes(10));
                using var response = await gateway.PostMcpAsync(token);
                return response.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "keys older than a day are given up");
    }

    private async Task AssertUnavailableAsync(AdditionalGateway gateway, string token)
    {
        using var response = await gateway.PostMcpAsync(token, change: request => request.Headers.Add("Origin", "http://localhost"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(int.Parse(response.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 60);
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal("http://localhost", response.Header("Access-Control-Allow-Origin"));
        Assert.NotEmpty(response.Header("X-Trace-Id")!);
        Assert.Equal("""{"error":"temporarily_unavailable","error_description":"The keys of the issuer cannot be loaded, try again"}""", await response.TextAsync());
        Assert.Empty(await Stack.ReceivedAsync());
    }
}
