using StackExchange.Redis;

namespace FtlAuth.Tests.Testing;

/// <summary>A cache that a test starts, stops and looks into, so that the same test runs on real Redis and on embedded Garnet.</summary>
public abstract class CacheServer : IAsyncDisposable
{
    private const string KeyPattern = "ftlauth:jwks:*";

    /// <summary>What <c>ConnectionStrings:cache</c> has to be.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Starts an empty cache of that kind.</summary>
    public static async Task<CacheServer> StartAsync(CacheKind kind, TestSystem system)
    {
        CacheServer cache = kind == CacheKind.Redis ? await RedisServer.StartAsync() : new GarnetCache(system.System);
        await cache.FlushAsync();
        return cache;
    }

    /// <summary>Starts it again on its port, empty.</summary>
    public abstract Task StartAgainAsync();

    /// <summary>Stops it at once, as a crash does.</summary>
    public abstract Task StopAsync();

    public Task FlushAsync() => UseAsync(database => database.ExecuteAsync("FLUSHALL"));

    /// <summary>Everything that gateways keep there about keys, as it stands.</summary>
    public Task<IReadOnlyDictionary<string, byte[]>> EntriesAsync() => UseAsync(async database =>
    {
        var entries = new Dictionary<string, byte[]>();
        await foreach (var key in database.Multiplexer.GetServers()[0].KeysAsync(pattern: KeyPattern))
        {
            if (await database.KeyTypeAsync(key) == RedisType.String && (byte[]?)await database.StringGetAsync(key) is { } value)
            {
                entries[key!] = value;
            }
        }

        return (IReadOnlyDictionary<string, byte[]>)entries;
    });

    /// <summary>Writes entries, as anybody can who has the password.</summary>
    public Task WriteAsync(IReadOnlyDictionary<string, byte[]> entries) => UseAsync(database =>
        Task.WhenAll(entries.Select(entry => database.StringSetAsync(entry.Key, entry.Value))));

    /// <summary>Announces to all gateways that there is a new set, and announces it again and again.</summary>
    public Task AnnounceAsync(int times) => UseAsync(async database =>
    {
        var channels = (await EntriesAsync()).Keys.Select(RedisChannel.Literal).ToArray();
        for (var count = 0; count < times; count++)
        {
            await Task.WhenAll(channels.Select(channel => database.PublishAsync(channel, $"{count}")));
        }

        return times;
    });

    /// <summary>How often entries were read since the start; only Redis itself counts that.</summary>
    public Task<long> ReadsAsync() => UseAsync(async database =>
    {
        var statistics = await database.Multiplexer.GetServers()[0].InfoAsync("commandstats");
        var get = statistics.SelectMany(group => group).FirstOrDefault(entry => entry.Key == "cmdstat_get").Value ?? "calls=0,";
        return long.Parse(get.Split(['=', ','])[1], System.Globalization.CultureInfo.InvariantCulture);
    });

    public abstract ValueTask DisposeAsync();

    /// <summary>Lets the test's own connection trust the server's certificate, if it has one.</summary>
    protected virtual void Trust(ConfigurationOptions options)
    {
    }

    // A connection of its own each time: one that is kept would have to survive what the test does to the server.
    private async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use)
    {
        var options = ConfigurationOptions.Parse(ConnectionString);
        options.AllowAdmin = true;
        Trust(options);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        return await use(connection.GetDatabase());
    }
}
