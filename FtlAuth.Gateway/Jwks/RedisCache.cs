using FtlAuth.Gateway.Operations;
using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// Redis as a cache that may be absent, slow or down: an operation gives its result or the default, within a quarter of a second (to
/// connect, and for the first answer, within a second each), since a request may wait for the work that it is a part of. Only background
/// work comes here.
/// </summary>
internal sealed partial class RedisCache(IServiceProvider services, IConfiguration configuration, TimeProvider time, ILogger<RedisCache> logger)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _multiplexer;
    private volatile string? _trouble;
    private volatile bool _hasAnswered;
    private Alarm _silent = Alarm.Past;

    public bool IsConfigured { get; } = !string.IsNullOrWhiteSpace(configuration.GetConnectionString(RedisConnection.Name));

    /// <summary>What went wrong at the last operation; null when it went well or there was none.</summary>
    public string? Trouble => _trouble;

    /// <summary>Not even tried while Redis is in trouble.</summary>
    public Task<T?> TryWhileWellAsync<T>(string command, Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken) =>
        _trouble is null ? TryAsync(command, operation, cancellationToken) : Task.FromResult<T?>(default);

    /// <summary>Has a method called for every message on a channel, and with none when a lost connection is back, since messages may have been lost with it.</summary>
    public async Task SubscribeAsync(string channel, Action<RedisValue> received)
    {
        if (!IsConfigured)
        {
            return;
        }

        try
        {
            var multiplexer = await ConnectAsync();
            multiplexer.ConnectionRestored += (_, _) => received(RedisValue.Null);

            // Without a connection this fails, and yet is done: the client subscribes by itself when it has one.
            await multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel), (_, message) => received(message));
        }
        catch (Exception exception)
        {
            SetTrouble(exception);
        }
    }

    /// <summary>Tried even while Redis is in trouble, which is how it is found to be well again.</summary>
    public async Task<T?> TryAsync<T>(string command, Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken)
    {
        if (!IsConfigured)
        {
            return default;
        }

        using var span = GatewayTracing.StartRedis(command);
        try
        {
            // How long a server takes is real time, whatever clock the gateway goes by.
            var multiplexer = await ConnectAsync().WaitAsync(ConnectPatience, TimeProvider.System, cancellationToken);

            // The first operation of a process compiles as it goes, which is no fault of the server's.
            var result = await operation(multiplexer.GetDatabase()).WaitAsync(_hasAnswered ? Patience : FirstPatience, TimeProvider.System, cancellationToken);
            _hasAnswered = true;
            if (_trouble is not null)
            {
                _trouble = null;
                LogBack();
            }

            return result;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A wrong setting, a server that does not know a command, a lost connection: nothing of Redis may stop the gateway.
            span.Failed(exception);
            SetTrouble(exception);
            return default;
        }
    }

    // The first resolve connects, synchronously, so that it happens on a thread of its own, and once unless it failed.
    private Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_gate)
        {
            return _multiplexer is null or { IsFaulted: true }
                ? _multiplexer = Task.Run(services.GetRequiredService<IConnectionMultiplexer>)
                : _multiplexer;
        }
    }

    private void SetTrouble(Exception exception)
    {
        // One that comes and goes is told once in a while.
        var now = time.GetUtcNow();
        if (_trouble is null && _silent.HasCome(now))
        {
            _silent = new Alarm(now, now + BetweenWarnings);
            LogTrouble(exception.Message);
        }

        _trouble = exception.Message;
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis (ConnectionStrings:cache) does not answer: {Reason}. The gateway works on from memory and the issuer; "
        + "replicas do not share keys until Redis is back.")]
    private partial void LogTrouble(string reason);

    [LoggerMessage(2, LogLevel.Debug, "Redis answers again.")]
    private partial void LogBack();
}
