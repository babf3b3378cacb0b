using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Jwks;

/// <summary>The key set in Redis, which the replicas share. A cache: whatever goes wrong here is logged, and never fails anything.</summary>
internal sealed partial class JwksStore(
    RedisCache redis,
    GatewayOptions gateway,
    AuthKitOptions authKit,
    JwksOptions options,
    TimeProvider time,
    ILogger<JwksStore> logger)
{
    // A clock that runs ahead must not make a set look fresh for longer than this.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    private readonly KeySetSeal _seal = new(DerivedKey.Derive(gateway, "ftlauth jwks seal v1"), authKit.Issuer, authKit.JwksUri);
    private readonly string _key =
        "ftlauth:jwks:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{authKit.Issuer}\n{authKit.JwksUri}")));

    /// <summary>The stored set, fresh or not; null when there is none that counts.</summary>
    public async Task<KeySetSnapshot?> ReadAsync(CancellationToken cancellationToken)
    {
        var value = await redis.TryAsync(database => database.StringGetAsync(_key), cancellationToken);
        if (value.IsNull)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (!_seal.TryOpen(value!, out var json, out var fetchedAt) || fetchedAt > now + MaxClockDifference)
        {
            LogNotSealed(_key);
            return null;
        }

        return now - fetchedAt <= options.MaxStale && JsonWebKeySet.Parse(json) is { } keys
            ? new KeySetSnapshot(keys, json, fetchedAt, options.CacheDuration)
            : null;
    }

    public Task WriteAsync(KeySetSnapshot snapshot, CancellationToken cancellationToken) =>
        redis.TryAsync(
            database => database.StringSetAsync(_key, _seal.Seal(snapshot.Json, snapshot.FetchedAt), options.MaxStale),
            cancellationToken);

    [LoggerMessage(1, LogLevel.Warning, "The key set in Redis at {Key} is not used: it was not sealed by a gateway with this Gateway:Secret "
        + "(or the previous one) for this issuer. Give every replica the same secret; if they have, somebody else writes to this Redis.")]
    private partial void LogNotSealed(string key);
}
