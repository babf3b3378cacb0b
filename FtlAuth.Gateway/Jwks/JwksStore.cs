using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// One issuer's keys in Redis, which the replicas share: the set, who fetches, and an announcement when there is a new set. A cache: whatever goes
/// wrong here is logged, and never fails anything. What is read counts only with a seal.
/// </summary>
/// <remarks>An entry is sealed over: how long it counts as fresh (4 bytes, seconds), then the document.</remarks>
internal sealed partial class JwksStore
{
    // A clock that runs ahead must not make an entry count for longer than this.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    private readonly RedisCache _redis;
    private readonly JwksOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<JwksStore> _logger;
    private readonly RedisSeal _seal;
    private readonly RedisSeal _claimSeal;
    private readonly string _name;
    private readonly RedisValue _self = Guid.NewGuid().ToString("N");
    private bool _isForeign;

    public JwksStore(RedisCache redis, GatewayOptions gateway, AuthKitOptions issuer, JwksOptions options, TimeProvider time, ILogger<JwksStore> logger)
    {
        _redis = redis;
        _options = options;
        _time = time;
        _logger = logger;
        _seal = new RedisSeal(DerivedKey.Derive(gateway, "ftlauth jwks seal v1"), issuer.Issuer, issuer.JwksUri);
        _claimSeal = new RedisSeal(DerivedKey.Derive(gateway, "ftlauth jwks claim v1"), issuer.Issuer, issuer.JwksUri);
        _name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer.Issuer}\n{issuer.JwksUri}")));
    }

    /// <summary>Whether Redis did not answer last time.</summary>
    public bool IsInTrouble => _redis.Trouble is not null;

    private string SetKey => $"ftlauth:jwks:{_name}";

    /// <summary>Has a method called whenever another replica announces a set, and when the connection is back.</summary>
    public Task SubscribeAsync(Action announced) => _redis.SubscribeAsync(
        SetKey,
        message =>
        {
            if (message != _self)
            {
                announced();
            }
        });

    /// <summary>Tells the other replicas that there is something to read. What is announced counts for nothing until it was read.</summary>
    public Task AnnounceAsync(CancellationToken cancellationToken) =>
        _redis.TryWhileWellAsync(database => database.PublishAsync(RedisChannel.Literal(SetKey), _self), cancellationToken);

    /// <summary>The stored set, fresh or not; null when there is none that counts.</summary>
    public async Task<KeySetDocument?> ReadAsync(CancellationToken cancellationToken) =>
        Open(await _redis.TryAsync(database => database.StringGetAsync(SetKey), cancellationToken));

    /// <summary>As <see cref="ReadAsync"/>, while requests wait: not while Redis is in trouble.</summary>
    public async Task<KeySetDocument?> ReadWhileWellAsync(CancellationToken cancellationToken) =>
        Open(await _redis.TryWhileWellAsync(database => database.StringGetAsync(SetKey), cancellationToken));

    /// <summary>Stores a set, unless a newer one is there.</summary>
    public Task WriteAsync(KeySetDocument document, CancellationToken cancellationToken) => _redis.TryWhileWellAsync(
        async database =>
        {
            var present = await database.StringGetAsync(SetKey);
            if (Open(present) is { } stored && stored.FetchedAt > document.FetchedAt)
            {
                return false;
            }

            var content = new byte[sizeof(int) + document.Json.Length];
            BinaryPrimitives.WriteInt32BigEndian(content, (int)document.FreshFor.TotalSeconds);
            document.Json.CopyTo(content, sizeof(int));
            return await TryReplaceAsync(database, SetKey, present, _seal.Seal(content, document.FetchedAt), _options.MaxStale);
        },
        cancellationToken);

    /// <summary>
    /// Takes something on for all replicas: null when it is this one's to do, else who holds it. Sealed, so that nobody else can keep the gateways from
    /// fetching; null as well while Redis does not answer, since then each is on its own.
    /// </summary>
    public Task<HeldClaim?> ClaimAsync(JwksClaim claim, TimeSpan duration, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return _redis.TryWhileWellAsync<HeldClaim?>(
            async database =>
            {
                var mine = SealClaim(claim, hasEnded: false, now);
                var present = RedisValue.Null;

                // What is made up, put back or left behind is no claim; the second time, another replica was quicker to replace it.
                for (var attempt = 0; attempt < 2; attempt++)
                {
                    if (await TryReplaceAsync(database, KeyOf(claim), present, mine, duration))
                    {
                        return null;
                    }

                    present = await database.StringGetAsync(KeyOf(claim));
                    if (OpenClaim(claim, present) is { } theirs && theirs.At + duration > now)
                    {
                        return new HeldClaim(theirs.At, theirs.At + duration, theirs.HasEnded);
                    }
                }

                return null;
            },
            cancellationToken);
    }

    /// <summary>Says that the work is done, and that only the pause after it goes on.</summary>
    public async Task EndClaimAsync(JwksClaim claim, DateTimeOffset since, TimeSpan duration, CancellationToken cancellationToken)
    {
        var remaining = since + duration - _time.GetUtcNow();
        if (remaining > TimeSpan.Zero)
        {
            await _redis.TryWhileWellAsync(database => database.StringSetAsync(KeyOf(claim), SealClaim(claim, hasEnded: true, since), remaining), cancellationToken);
        }
    }

    /// <summary>Whether a replica is still at it.</summary>
    public Task<bool> IsUnderWayAsync(JwksClaim claim, CancellationToken cancellationToken) => _redis.TryWhileWellAsync(
        async database => OpenClaim(claim, await database.StringGetAsync(KeyOf(claim))) is { HasEnded: false },
        cancellationToken);

    /// <summary>Sets a value, as long as nobody else has set one since it was read.</summary>
    private static Task<bool> TryReplaceAsync(IDatabase database, RedisKey key, RedisValue present, byte[] value, TimeSpan lifetime)
    {
        if (present.IsNull)
        {
            return database.StringSetAsync(key, value, lifetime, When.NotExists);
        }

        var transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual(key, present));
        _ = transaction.StringSetAsync(key, value, lifetime);
        return transaction.ExecuteAsync();
    }

    private string KeyOf(JwksClaim claim) => claim == JwksClaim.Look ? $"ftlauth:jwks-look:{_name}" : $"ftlauth:jwks-refresh:{_name}";

    private byte[] SealClaim(JwksClaim claim, bool hasEnded, DateTimeOffset at) => _claimSeal.Seal([(byte)claim, hasEnded ? (byte)1 : (byte)0], at);

    private (DateTimeOffset At, bool HasEnded)? OpenClaim(JwksClaim claim, RedisValue value) =>
        !value.IsNull && _claimSeal.TryOpen(value!, out var content, out var at) && content.Length == 2 && content[0] == (byte)claim
            && at <= _time.GetUtcNow() + MaxClockDifference
            ? (at, content[1] == 1)
            : null;

    private KeySetDocument? Open(RedisValue value)
    {
        if (value.IsNull)
        {
            return null;
        }

        var now = _time.GetUtcNow();
        if (!_seal.TryOpen(value!, out var content, out var fetchedAt) || content.Length <= sizeof(int) || fetchedAt > now + MaxClockDifference)
        {
            if (!_isForeign)
            {
                LogNotSealed(SetKey);
            }

            _isForeign = true;
            return null;
        }

        _isForeign = false;
        var freshFor = TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32BigEndian(content));
        return now - fetchedAt <= _options.MaxStale
            ? new KeySetDocument(content[sizeof(int)..], fetchedAt, freshFor < _options.CacheDuration ? freshFor : _options.CacheDuration)
            : null;
    }

    [LoggerMessage(1, LogLevel.Warning, "The key set in Redis at {Key} is not used: it was not sealed by a gateway with this Gateway:Secret "
        + "(or the previous one) for this issuer. Give every replica the same secret; if they have, somebody else writes to this Redis.")]
    private partial void LogNotSealed(string key);
}
