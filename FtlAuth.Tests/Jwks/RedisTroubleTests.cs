using System.Net;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FtlAuth.Tests.Jwks;

/// <summary>A Redis that is set up wrongly, that somebody else has written to, or that replicas with other clocks and other fates use.</summary>
public sealed class RedisTroubleTests(JwksSystem shared) : JwksTest(shared)
{
    private ConnectionMultiplexer _redis = null!;

    private (string Key, string? Value)[] Shared => [("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", JwksSystem.Secret)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(Stack.System.CacheConnectionString + ",abortConnect=false");
        await _redis.ForgetSharedAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("defaultDatabase=99")]
    [InlineData("$GETRANGE=")]
    [InlineData("$SET=")]
    [InlineData("$PUBLISH=")]
    [InlineData("$EXEC=,$MULTI=")]
    [InlineData("proxy=Twemproxy")]
    public async Task Redis_ThatCannotDoWhatIsAsked_StopsNothing(string options)
    {
        await using var gateway = await StartAsync(
            ("ConnectionStrings:cache", $"{Stack.System.CacheConnectionString},{options}"), ("Gateway:Secret", NewSecret()));
        await AssertServedAsync(gateway, await MintAsync());
        var fetches = await FetchesAsync();

        await Stack.AddKeyAsync();
        await AssertServedAsync(gateway, await MintAsync());

        Assert.Equal(fetches + 1, await FetchesAsync());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("huge")]
    [InlineData("empty")]
    public async Task Entry_ThatIsNone_IsReplaced(string kind)
    {
        await using var gateway = await StartAsync(Shared);
        await AssertServedAsync(gateway, await MintAsync());
        await Eventually.TrueAsync(async () => (await _redis.SharedKeysAsync()).Length == 1, "the gateway leaves its keys in Redis");
        var key = (await _redis.SharedKeysAsync()).Single();
        var database = _redis.GetDatabase();
        var good = await database.StringGetAsync(key);
        await database.KeyDeleteAsync(key);
        await (kind switch
        {
            "list" => database.ListLeftPushAsync(key, "forged"),
            "huge" => database.StringSetAsync(key, new byte[4 * 1024 * 1024]),
            _ => (Task)database.StringSetAsync(key, ""),
        });

        await _redis.GetSubscriber().PublishAsync(RedisChannel.Literal(key.ToString()), "");

        await Eventually.TrueAsync(
            async () => await database.KeyTypeAsync(key) == RedisType.String && await database.StringGetAsync(key) == good,
            "the gateway puts its own set back");
        Assert.Null(gateway.Services.GetRequiredService<RedisCache>().Trouble);
    }

    // A set with a newer time than the truth must not win over what the issuer has just said.
    [Theory]
    [InlineData(8)]
    [InlineData(50)]
    [InlineData(-50)]
    public async Task Replica_WithAnotherClock_TakesNobodysKeyAway(int seconds)
    {
        await using var other = await Stack.StartGatewayAsync(
            services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(seconds))), [("AuthKit:Audience", Audience), .. Shared]);
        await AssertServedAsync(other, await MintAsync());
        await Eventually.TrueAsync(async () => (await _redis.SharedKeysAsync()).Length == 1, "the other leaves its keys in Redis");
        await using var gateway = await StartAsync(Shared);
        await AssertServedAsync(gateway, await MintAsync());
        await Stack.AddKeyAsync();
        var token = await MintAsync();
        await AssertServedAsync(gateway, token);

        await _redis.GetSubscriber().PublishAsync(RedisChannel.Literal((await _redis.SharedKeysAsync()).Single().ToString()), "");

        for (var count = 0; count < 20; count++)
        {
            await AssertServedAsync(gateway, token);
        }
    }

    [Fact]
    public async Task Replica_GoneInTheMiddleOfALook_DoesNotKeepTheOthersFromLooking()
    {
        await using var gateway = await StartWithClockAsync(Shared);
        await AssertServedAsync(gateway, await MintAsync());
        await using (var gone = await StartWithClockAsync(Shared))
        {
            await AssertServedAsync(gone, await MintAsync());
            await Stack.SetIssuerFaultAsync("jwks", "hang");
            _ = gone.PostMcpAsync(await MintAsync("foreign"));
            await Eventually.TrueAsync(async () => (await _redis.ClaimsAsync()).Length == 1, "it looks");
        }

        await Stack.SetIssuerFaultAsync("jwks", "none");
        await Stack.AddKeyAsync();
        var token = await MintAsync();

        // Waits for the one that is gone for as long as a look takes, and not for the cool-down.
        var started = Time.GetUtcNow();
        var served = AssertServedAsync(gateway, token);
        await Eventually.TrueAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(200));
                return Task.FromResult(served.IsCompleted);
            },
            "the gateway looks itself");

        await served;
        Assert.InRange(Time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(29));
    }

    [Fact]
    public async Task Redis_ReachedLateByAColdGateway_ServesItsStaleKeysWhileTheIssuerIsDown()
    {
        var token = await Stack.MintAsync(new() { ["aud"] = Audience, ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() });
        await using (var gateway = await StartWithClockAsync(Shared))
        {
            await AssertServedAsync(gateway, token);

            // Written after it was served: a gateway that stops in between writes no more.
            await Eventually.TrueAsync(async () => (await _redis.SharedKeysAsync()).Length > 0, "the set is kept in Redis");
        }

        var key = (await _redis.SharedKeysAsync()).Single();
        var entry = await _redis.GetDatabase().StringGetAsync(key);
        await Stack.SetIssuerFaultAsync("jwks", "error");
        Stack.System.StopCache();
        Time.Advance(TimeSpan.FromMinutes(10));
        await using var cold = await StartWithClockAsync([("ConnectionStrings:cache", Stack.System.CacheConnectionString + ",connectTimeout=200,connectRetry=0"), ("Gateway:Secret", JwksSystem.Secret)]);
        using var unavailable = await cold.PostMcpAsync(token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.StatusCode);

        Stack.System.StartCache();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Stack.System.CacheConnectionString);
        await redis.GetDatabase().StringSetAsync(key, entry);

        await AssertRecoversAsync(cold, token, TimeSpan.FromSeconds(1));
    }
}
