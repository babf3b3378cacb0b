using StackExchange.Redis;

namespace FtlAuth.Tests.Jwks;

/// <summary>What gateways leave in Redis.</summary>
internal static class SharedRedisExtensions
{
    /// <summary>The entries with key sets.</summary>
    public static Task<RedisKey[]> SharedKeysAsync(this ConnectionMultiplexer redis) => redis.FindAsync("ftlauth:jwks:*");

    /// <summary>The entries by which replicas agree who does what.</summary>
    public static Task<RedisKey[]> ClaimsAsync(this ConnectionMultiplexer redis) => redis.FindAsync("ftlauth:jwks-*");

    public static async Task ForgetSharedAsync(this ConnectionMultiplexer redis) =>
        await redis.GetDatabase().KeyDeleteAsync(await redis.FindAsync("ftlauth:*"));

    // Not Keys: the server is in this process, and may need the thread that waits.
    private static async Task<RedisKey[]> FindAsync(this ConnectionMultiplexer redis, string pattern) =>
        await redis.GetServers()[0].KeysAsync(pattern: pattern).ToArrayAsync(TestContext.Current.CancellationToken);
}
