using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

/// <summary>Registers the connection to Redis; the twin of this file does so with Aspire's client integration.</summary>
internal static class RedisConnection
{
    public const string Name = "cache";

    public static void AddRedisConnection(this WebApplicationBuilder builder, Action<ConfigurationOptions> configure) =>
        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var options = ConfigurationOptions.Parse(services.GetRequiredService<IConfiguration>().GetConnectionString(Name)!);
            options.LoggerFactory = services.GetRequiredService<ILoggerFactory>();
            configure(options);
            return ConnectionMultiplexer.Connect(options);
        });
}
