using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

public sealed class KeyRotationTests(JwksSystem shared) : JwksTest(shared)
{
    [Fact]
    public async Task NewKey_FirstRequest_IsServedAfterOneMoreFetch()
    {
        await using var gateway = await StartAsync();
        var old = await MintAsync();
        await AssertServedAsync(gateway, old);
        await Stack.AddKeyAsync();
        var fetches = await FetchesAsync();

        await AssertServedAsync(gateway, await MintAsync());
        await AssertServedAsync(gateway, old);

        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task NewKey_200RequestsAtOnce_OneFetch()
    {
        await using var gateway = await StartAsync();
        await AssertServedAsync(gateway, await MintAsync());
        await Stack.AddKeyAsync();
        var token = await MintAsync();
        var fetches = await FetchesAsync();

        var statuses = await StatusesAsync(gateway, 200, _ => token);

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task ColdGateway_200RequestsAtOnce_OneFetch()
    {
        var token = await MintAsync();
        var fetches = await FetchesAsync();
        await using var gateway = await StartAsync();

        var statuses = await StatusesAsync(gateway, 200, _ => token);

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task UnknownKeys_FloodWithinCooldown_OneFetchAndNobodyElseNotices()
    {
        var good = await MintAsync();
        var unknown = await Task.WhenAll(Enumerable.Range(0, 50).Select(index => Stack.MintAsync(new JsonObject { ["aud"] = Audience }, new JsonObject { ["kid"] = $"unknown-{index}" })));
        await using var gateway = await StartWithClockAsync();
        await AssertServedAsync(gateway, good);
        var fetches = await FetchesAsync();

        var statuses = await StatusesAsync(gateway, 100, index => index % 2 == 0 ? unknown[index / 2] : good);

        Assert.Equal(50, statuses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(50, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Fact]
    public async Task UnknownKey_AfterCooldown_IsLookedForAgain()
    {
        await using var gateway = await StartWithClockAsync();
        await AssertUnknownKeyAsync(gateway, await MintAsync("foreign"));
        await Stack.AddKeyAsync();
        var token = await MintAsync();

        await AssertUnknownKeyAsync(gateway, token);
        Time.Advance(TimeSpan.FromSeconds(30));

        await AssertServedAsync(gateway, token);
    }

    [Fact]
    public async Task RemovedKey_AfterOneCacheDuration_IsRefused()
    {
        var removed = await Stack.AddKeyAsync();
        await Stack.AddKeyAsync();
        var token = await MintAsync(removed);
        await using var gateway = await StartWithClockAsync();
        await AssertServedAsync(gateway, token);
        await Stack.RemoveKeyAsync(removed);
        var fetches = await FetchesAsync();

        Time.Advance(TimeSpan.FromMinutes(4));
        await Eventually.TrueAsync(async () => await FetchesAsync() > fetches, "the gateway refreshes at 80 % of the cache duration");
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await gateway.PostMcpAsync(token);
                return response.StatusCode == HttpStatusCode.Unauthorized;
            },
            "the removed key is refused");

        await AssertServedAsync(gateway, await MintAsync());
    }

    [Theory]
    [InlineData("""{"kid":""}""")]
    [InlineData("""{"kid":7}""")]
    [InlineData("""{"kid":null}""")]
    public async Task KeyId_ThatIsNone_IsRefusedWithoutFetch(string header)
    {
        // With two keys or more a token has to name its own.
        await Stack.AddKeyAsync();
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = Audience }, JsonNode.Parse(header)!.AsObject());
        await using var gateway = await StartAsync();
        await AssertServedAsync(gateway, await MintAsync());
        var fetches = await FetchesAsync();

        using var response = await gateway.PostMcpAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(fetches, await FetchesAsync());
    }
}
