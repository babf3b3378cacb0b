using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

/// <summary>Registers the connection to Redis with Aspire's client integration: tracing and configuration by <c>Aspire:StackExchange:Redis</c>.</summary>
internal static class RedisConnection
{
    public const string Name = "cache";

    public static void AddRedisConnection(this WebApplicationBuilder builder, Action<ConfigurationOptions> configure) =>
        builder.AddRedisClient(Name, settings => settings.DisableHealthChecks = true, configure);
}
