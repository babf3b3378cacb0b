using StackExchange.Redis;

namespace FtlAuth.Tests.Jwks;

/// <summary>What gateways leave in Redis.</summary>
internal static class SharedRedisExtensions
{
    /// <summary>The entries with key sets.</summary>
    public static RedisKey[] SharedKeys(this ConnectionMultiplexer redis) => redis.Find("ftlauth:jwks:*");

    /// <summary>The entries by which replicas agree who does what.</summary>
    public static RedisKey[] Claims(this ConnectionMultiplexer redis) => redis.Find("ftlauth:jwks-*");

    public static async Task ForgetSharedAsync(this ConnectionMultiplexer redis) =>
        await redis.GetDatabase().KeyDeleteAsync(redis.Find("ftlauth:*"));

    private static RedisKey[] Find(this ConnectionMultiplexer redis, string pattern) => [.. redis.GetServers()[0].Keys(pattern: pattern)];
}
