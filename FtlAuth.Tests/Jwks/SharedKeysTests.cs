using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FtlAuth.Tests.Testing;
using StackExchange.Redis;

namespace FtlAuth.Tests.Jwks;

/// <summary>Redis between the gateways: what it saves, and what nobody can do with it.</summary>
public sealed class SharedKeysTests(JwksSystem shared) : JwksTest(shared)
{
    private ConnectionMultiplexer _redis = null!;

    private (string Key, string? Value)[] Shared => [("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", JwksSystem.Secret)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(Stack.System.CacheConnectionString);
        await _redis.ForgetSharedAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task SecondGateway_SameSecret_StartsWithoutFetch()
    {
        var token = await MintAsync();
        await using var first = await StartWithEntryAsync(token);
        var fetches = await FetchesAsync();

        await using var second = await StartAsync(Shared);
        await AssertServedAsync(second, token);

        Assert.Equal(fetches, await FetchesAsync());
    }

    [Fact]
    public async Task SecondGateway_IssuerDown_ServesFromRedis()
    {
        var token = await MintAsync();
        await using var first = await StartWithEntryAsync(token);
        await Stack.SetIssuerFaultAsync("jwks", "refuse");

        await using var second = await StartAsync(Shared);

        await AssertServedAsync(second, token);
    }

    [Fact]
    public async Task SecondGateway_PreviousSecret_StartsWithoutFetch()
    {
        var token = await MintAsync();
        await using var first = await StartWithEntryAsync(token);
        var fetches = await FetchesAsync();

        await using var second = await StartAsync(
            ("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", NewSecret()), ("Gateway:PreviousSecret", JwksSystem.Secret));
        await AssertServedAsync(second, token);

        Assert.Equal(fetches, await FetchesAsync());
    }

    [Fact]
    public async Task Entry_SealedWithForeignSecret_IsIgnored()
    {
        await using var first = await StartWithEntryAsync(await MintAsync());
        var fetches = await FetchesAsync();

        await using var second = await StartAsync(("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", NewSecret()));
        await AssertServedAsync(second, await MintAsync());

        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task Entry_ChangedInOneBit_IsIgnored(int position)
    {
        await using var first = await StartWithEntryAsync(await MintAsync());
        var key = Assert.Single(await EntriesAsync());
        var entry = (byte[])(await _redis.GetDatabase().StringGetAsync(key))!;
        entry[position < 0 ? entry.Length - 1 : position] ^= 1;
        await _redis.GetDatabase().StringSetAsync(key, entry);
        await Stack.SetIssuerFaultAsync("jwks", "error");

        await using var second = await StartAsync(Shared);
        using var response = await second.PostMcpAsync(await MintAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001")]
    [InlineData("""{"keys":[]}""")]
    public async Task Entry_MadeUp_IsIgnored(string forged)
    {
        await using var first = await StartWithEntryAsync(await MintAsync());
        await _redis.GetDatabase().StringSetAsync(Assert.Single(await EntriesAsync()), forged);
        await Stack.SetIssuerFaultAsync("jwks", "error");

        await using var second = await StartAsync(Shared);
        using var response = await second.PostMcpAsync(await MintAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Entry_OfAnotherIssuerInItsPlace_IsIgnored()
    {
        await using var first = await StartWithEntryAsync(await MintAsync());
        var theirs = Assert.Single(await EntriesAsync());
        await using var issuer = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        (string, string?)[] other = [.. Shared, ("AuthKit:JwksUri", issuer.Origin + "/jwks")];
        await _redis.GetDatabase().KeyRenameAsync(theirs, EntryOf(Stack.System.IssuerUrl, issuer.Origin + "/jwks"));

        await using var second = await StartAsync(other);
        using var response = await second.PostMcpAsync(await MintAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Redis_Stopped_NobodyNotices()
    {
        await using var gateway = await StartWithEntryAsync(await MintAsync());
        Stack.System.StopCache();
        await Stack.AddKeyAsync();

        await AssertServedAsync(gateway, await MintAsync());
        await using var cold = await StartAsync([("ConnectionStrings:cache", Stack.System.CacheConnectionString + ",connectTimeout=200,connectRetry=0"), ("Gateway:Secret", JwksSystem.Secret)]);
        await AssertServedAsync(cold, await MintAsync());
        using var health = await cold.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Redis_AcceptsAndNeverAnswers_NobodyNotices()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await StartAsync(("ConnectionStrings:cache", $"{listener.LocalEndpoint},connectTimeout=200,connectRetry=0"));

        await AssertServedAsync(gateway, await MintAsync());
        await Stack.AddKeyAsync();
        await AssertServedAsync(gateway, await MintAsync());
    }

    private async Task<AdditionalGateway> StartWithEntryAsync(string token)
    {
        var gateway = await StartAsync(Shared);
        await AssertServedAsync(gateway, token);
        await Eventually.TrueAsync(async () => (await EntriesAsync()).Length == 1, "the gateway leaves its keys in Redis");
        return gateway;
    }

    private Task<RedisKey[]> EntriesAsync() => _redis.SharedKeysAsync();

    private static string EntryOf(string issuer, string jwksUri) =>
        "ftlauth:jwks:" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{issuer}\n{jwksUri}")));
}
