using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// Redis as a cache that may be absent, slow or down: an operation gives its result or the default, within one second. Only background work
/// comes here; no request waits for Redis.
/// </summary>
internal sealed partial class RedisCache(IServiceProvider services, IConfiguration configuration, TimeProvider time, ILogger<RedisCache> logger)
{
    private static readonly TimeSpan OperationTimeout = TimeSpan.FromSeconds(1);

    // The first resolve connects, synchronously, so that it happens on a thread of its own, and once.
    private readonly Lazy<Task<IConnectionMultiplexer>> _multiplexer =
        new(() => Task.Run(services.GetRequiredService<IConnectionMultiplexer>));

    private volatile string? _trouble;

    public bool IsConfigured { get; } = !string.IsNullOrWhiteSpace(configuration.GetConnectionString(RedisConnection.Name));

    /// <summary>What went wrong at the last operation; null when it went well or there was none.</summary>
    public string? Trouble => _trouble;

    public async Task<T?> TryAsync<T>(Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken)
    {
        if (!IsConfigured)
        {
            return default;
        }

        try
        {
            var multiplexer = await _multiplexer.Value.WaitAsync(OperationTimeout, time, cancellationToken);
            var result = await operation(multiplexer.GetDatabase()).WaitAsync(OperationTimeout, time, cancellationToken);
            if (_trouble is not null)
            {
                _trouble = null;
                LogBack();
            }

            return result;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException or InvalidOperationException or ArgumentException)
        {
            if (_trouble is null)
            {
                LogTrouble(exception.Message);
            }

            _trouble = exception.Message;
            return default;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis (ConnectionStrings:cache) does not answer: {Reason}. The gateway works on from memory and the issuer; "
        + "replicas do not share keys until Redis is back.")]
    private partial void LogTrouble(string reason);

    [LoggerMessage(2, LogLevel.Information, "Redis answers again.")]
    private partial void LogBack();
}
