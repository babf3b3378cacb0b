using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Aspire;

public sealed class RunningModelTests(ModelWithoutContainers model) : IClassFixture<ModelWithoutContainers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoami_AfterTheWholeFlow_AnswersTheSignedInUser()
    {
        var headers = await model.SignInAndAskWhoamiAsync();

        Assert.StartsWith("user_", headers.GetProperty("X-Auth-User-Id").GetString());
        Assert.Equal(Address(RunningModel.AuthKit), headers.GetProperty("X-Auth-Issuer").GetString());
    }

    [Theory]
    [InlineData(RunningModel.Gateway)]
    [InlineData(RunningModel.AuthKit)]
    [InlineData(RunningModel.McpServer)]
    public async Task Health_OfEachService_IsGood(string resource)
    {
        await model.WaitUntilHealthyAsync(resource);

        using var client = model.Application.CreateHttpClient(resource, "http");
        Assert.Equal("Healthy", await client.GetStringAsync("/health", Cancel));
    }

    [Theory]
    [InlineData(RunningModel.Gateway, "How to connect", "/")]
    [InlineData(RunningModel.Gateway, "Resource metadata", "/.well-known/oauth-protected-resource/mcp")]
    [InlineData(RunningModel.AuthKit, "Who signs in", "/")]
    [InlineData(RunningModel.AuthKit, "Issuer metadata", "/.well-known/oauth-authorization-server")]
    public async Task Link_OnTheDashboard_Works(string resource, string text, string path)
    {
        var shown = await model.Application.ResourceNotifications.WaitForResourceAsync(
            resource, update => update.Snapshot.Urls.Any(url => url.DisplayProperties.DisplayName == text), Cancel);

        var link = shown.Snapshot.Urls.Single(url => url.DisplayProperties.DisplayName == text);
        Assert.Equal(path, new Uri(link.Url).AbsolutePath);
        using var browser = new HttpClient { DefaultRequestHeaders = { { "Accept", "text/html,application/json" } } };
        using var response = await browser.GetAsync(link.Url, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Metadata_NamesTheGatewayAndTheIssuerByTheirAddresses()
    {
        using var client = model.Application.CreateHttpClient(RunningModel.Gateway, "http");

        var metadata = await client.GetFromJsonAsync<JsonElement>("/.well-known/oauth-protected-resource/mcp", Cancel);

        Assert.Equal(model.Resource.ToString(), metadata.GetProperty("resource").GetString());
        Assert.Equal(Address(RunningModel.AuthKit), Assert.Single(metadata.GetProperty("authorization_servers").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Token_OfSomebodyElse_IsRefused()
    {
        Assert.Equal(HttpStatusCode.OK, await model.CallAsync(await model.MintAsync()));
        Assert.Equal(HttpStatusCode.Unauthorized, await model.CallAsync((await model.MintAsync())[..^4] + "AAAA"));
    }

    [Fact]
    public async Task Replicas_ShareANewKey_ThatOneOfThemHasFetched()
    {
        var before = await KeyFetchesAsync();
        await model.ExecuteAsync(RunningModel.AuthKit, "rotate-keys");
        var token = await model.MintAsync();
        await AssertComesInAsync(token);

        for (var call = 0; call < 10; call++)
        {
            Assert.Equal(HttpStatusCode.OK, await model.CallAsync(token));
        }

        Assert.Equal(before + 1, await KeyFetchesAsync());
    }

    [Fact]
    public async Task Issuer_StoppedAndStarted_LocksNobodyOut()
    {
        var token = await model.MintAsync();
        Assert.Equal(HttpStatusCode.OK, await model.CallAsync(token));

        await model.ExecuteAsync(RunningModel.AuthKit, KnownResourceCommands.StopCommand);
        try
        {
            Assert.Equal(HttpStatusCode.OK, await model.CallAsync(token));
        }
        finally
        {
            await model.ExecuteAsync(RunningModel.AuthKit, KnownResourceCommands.StartCommand);
            await model.WaitUntilHealthyAsync(RunningModel.AuthKit);
        }

        // It has new keys now.
        await AssertComesInAsync(await model.MintAsync());
    }

    [Fact]
    public async Task Issuer_BrokenAndMended_LocksNobodyOut()
    {
        var token = await model.MintAsync();
        using var client = model.Application.CreateHttpClient(RunningModel.AuthKit, "http");

        await model.ExecuteAsync(RunningModel.AuthKit, "break");
        try
        {
            using var broken = await client.GetAsync("/oauth2/jwks", Cancel);
            Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await model.CallAsync(token));
        }
        finally
        {
            await model.ExecuteAsync(RunningModel.AuthKit, "mend");
        }

        using var mended = await client.GetAsync("/oauth2/jwks", Cancel);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    [Fact]
    public async Task Cache_Stopped_StopsNobody()
    {
        var token = await model.MintAsync();
        await model.ExecuteAsync("garnet", KnownResourceCommands.StopCommand);
        try
        {
            Assert.Equal(HttpStatusCode.OK, await model.CallAsync(token));
            Assert.Equal(HttpStatusCode.OK, await model.CallAsync(await model.MintAsync()));
        }
        finally
        {
            await model.ExecuteAsync("garnet", KnownResourceCommands.StartCommand);
        }

        using var client = model.Application.CreateHttpClient(RunningModel.Gateway, "http");
        await Eventually.TrueAsync(async () => await client.GetStringAsync("/health", Cancel) == "Healthy", "the gateways are connected again", TimeSpan.FromMinutes(1));
    }

    // The gateways may have looked for an unknown key just before, and look again after the cool-down.
    private Task AssertComesInAsync(string token) =>
        Eventually.TrueAsync(async () => await model.CallAsync(token) == HttpStatusCode.OK, "a token with a new key is accepted");

    private string Address(string resource) => model.Application.GetEndpoint(resource, "http").GetLeftPart(UriPartial.Authority);

    private async Task<long> KeyFetchesAsync()
    {
        using var client = model.Application.CreateHttpClient(RunningModel.AuthKit, "http");
        return (await client.GetFromJsonAsync<JsonElement>("/admin/counters", Cancel)).GetProperty("jwks").GetInt64();
    }
}
