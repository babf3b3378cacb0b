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
    internal static readonly TimeSpan MaxClockDifference = TimeSpan.FromSeconds(10);

    // More than the largest document with its seal.
    internal const int MaxSetLength = IssuerClient.MaxSize + 1024;
    private const int MaxClaimLength = 256;
    private const int MaxAttempts = 5;
    private const string SetKeyPrefix = "ftlauth:jwks:";

    // What the operations are called in traces.
    private const string Read = "GETRANGE";
    private const string Write = "SET";
    private const string Publish = "PUBLISH";

    // What has another type than ours have is nobody's entry.
    private static readonly RedisValue OfAnotherType = "?";

    private readonly RedisCache _redis;
    private readonly JwksOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<JwksStore> _logger;
    private readonly RedisSeal _seal;
    private readonly RedisSeal _claimSeal;
    private readonly string _name;
    private readonly Guid _self = Guid.NewGuid();
    private bool _isIgnored;

    public JwksStore(RedisCache redis, GatewayOptions gateway, AuthKitOptions issuer, JwksOptions options, TimeProvider time, ILogger<JwksStore> logger)
    {
        _redis = redis;
        _options = options;
        _time = time;
        _logger = logger;
        _seal = SealOf(gateway, issuer);
        _claimSeal = new RedisSeal(DerivedKey.Derive(gateway, "ftlauth jwks claim v1"), issuer.Issuer, issuer.JwksUri);
        _name = NameOf(issuer);
    }

    /// <summary>Whether Redis did not answer last time.</summary>
    public bool IsInTrouble => _redis.Trouble is not null;

    private string SetKey => $"{SetKeyPrefix}{_name}";

    /// <summary>Where an issuer's key set is in Redis.</summary>
    internal static string SetKeyOf(AuthKitOptions issuer) => SetKeyPrefix + NameOf(issuer);

    /// <summary>What an issuer's key set in Redis is sealed with.</summary>
    internal static RedisSeal SealOf(GatewayOptions gateway, AuthKitOptions issuer) =>
        new(DerivedKey.Derive(gateway, "ftlauth jwks seal v1"), issuer.Issuer, issuer.JwksUri);

    private static string NameOf(AuthKitOptions issuer) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer.Issuer}\n{issuer.JwksUri}")));

    /// <summary>Has a method called whenever another replica announces a set, and when the connection is back.</summary>
    public Task SubscribeAsync(Action announced) => _redis.SubscribeAsync(
        SetKey,
        message =>
        {
            if (message != _self.ToString())
            {
                announced();
            }
        });

    /// <summary>Tells the other replicas that there is something to read. What is announced counts for nothing until it was read.</summary>
    public Task AnnounceAsync(CancellationToken cancellationToken) =>
        _redis.TryAsync(Publish, database => database.PublishAsync(RedisChannel.Literal(SetKey), _self.ToString()), cancellationToken);

    /// <summary>The stored set, fresh or not; null when there is none that counts.</summary>
    public async Task<KeySetDocument?> ReadAsync(CancellationToken cancellationToken) =>
        Open(await _redis.TryAsync(Read, database => GetAsync(database, SetKey, MaxSetLength), cancellationToken));

    /// <summary>As <see cref="ReadAsync"/>, while requests wait: not while Redis is in trouble.</summary>
    public async Task<KeySetDocument?> ReadWhileWellAsync(CancellationToken cancellationToken) =>
        Open(await _redis.TryWhileWellAsync(Read, database => GetAsync(database, SetKey, MaxSetLength), cancellationToken));

    /// <summary>Stores a set, unless a newer one is there.</summary>
    public Task WriteAsync(KeySetDocument document, CancellationToken cancellationToken) => _redis.TryAsync(
        Write,
        async database =>
        {
            var present = await GetAsync(database, SetKey, MaxSetLength);
            var stored = Open(present);
            if (stored?.FetchedAt > document.FetchedAt)
            {
                return false;
            }

            var content = new byte[sizeof(int) + document.Json.Length];
            BinaryPrimitives.WriteInt32BigEndian(content, (int)document.FreshFor.TotalSeconds);
            document.Json.CopyTo(content, sizeof(int));
            var entry = _seal.Seal(content, document.FetchedAt);
            return stored is null
                ? await database.StringSetAsync(SetKey, entry, _options.MaxStale)
                : await TryReplaceAsync(database, SetKey, present, entry, _options.MaxStale);
        },
        cancellationToken);

    /// <summary>
    /// Takes something on for all replicas: null when it is this one's to do, else who holds it. Sealed, so that nobody else can keep the gateways from
    /// fetching; null as well while Redis does not answer, since then each is on its own.
    /// </summary>
    /// <param name="claim">What is taken on.</param>
    /// <param name="duration">How long it holds, the pause after the work included.</param>
    /// <param name="work">How long the work may take; whoever has not ended it by then has gone away.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<HeldClaim?> ClaimAsync(JwksClaim claim, TimeSpan duration, TimeSpan work, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return _redis.TryWhileWellAsync<HeldClaim?>(
            Write,
            async database =>
            {
                var mine = SealClaim(claim, hasEnded: false, now);
                if (await database.StringSetAsync(KeyOf(claim), mine, duration, When.NotExists))
                {
                    return null;
                }

                // The second time, another replica was quicker to take over what was left behind.
                for (var attempt = 0; attempt < 2; attempt++)
                {
                    var present = await GetAsync(database, KeyOf(claim), MaxClaimLength);
                    if (OpenClaim(claim, present) is not { } theirs)
                    {
                        // Made up: nobody's.
                        await database.StringSetAsync(KeyOf(claim), mine, duration);
                        return null;
                    }

                    var holds = theirs.HasEnded || duration < work ? duration : work;
                    if (theirs.Since + holds > now && !theirs.IsOwn)
                    {
                        return new HeldClaim(theirs.Since, theirs.Since + duration, theirs.HasEnded);
                    }

                    if (await TryReplaceAsync(database, KeyOf(claim), present, mine, duration))
                    {
                        return null;
                    }
                }

                return null;
            },
            cancellationToken);
    }

    /// <summary>Says that the work is done, and that only the pause after it goes on; unless another replica has taken it over meanwhile.</summary>
    public async Task EndClaimAsync(JwksClaim claim, DateTimeOffset since, TimeSpan duration, CancellationToken cancellationToken)
    {
        var remaining = since + duration - _time.GetUtcNow();
        if (remaining > TimeSpan.Zero)
        {
            await _redis.TryAsync(
                Write,
                async database =>
                {
                    var present = await GetAsync(database, KeyOf(claim), MaxClaimLength);
                    return OpenClaim(claim, present) is { IsOwn: true }
                        && await TryReplaceAsync(database, KeyOf(claim), present, SealClaim(claim, hasEnded: true, since), remaining);
                },
                cancellationToken);
        }
    }

    /// <summary>Whether a replica is still at it; null when Redis does not tell.</summary>
    public Task<bool?> IsUnderWayAsync(JwksClaim claim, CancellationToken cancellationToken) => _redis.TryWhileWellAsync<bool?>(
        Read,
        async database => OpenClaim(claim, await GetAsync(database, KeyOf(claim), MaxClaimLength)) is { HasEnded: false },
        cancellationToken);

    /// <summary>Sets a value in place of another one, as long as that is still there.</summary>
    private static async Task<bool> TryReplaceAsync(IDatabase database, RedisKey key, RedisValue present, byte[] value, TimeSpan lifetime)
    {
        // Some servers give a transaction up although nobody has touched the key; then it is tried again.
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var transaction = database.CreateTransaction();
            transaction.AddCondition(Condition.StringEqual(key, present));
            _ = transaction.StringSetAsync(key, value, lifetime);
            if (await transaction.ExecuteAsync())
            {
                return true;
            }

            if (await database.StringGetAsync(key) != present)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads no more than an entry can have, whatever somebody has put there; null when there is nothing.</summary>
    private static async Task<RedisValue> GetAsync(IDatabase database, RedisKey key, int maxLength)
    {
        try
        {
            var value = await database.StringGetRangeAsync(key, 0, maxLength);
            return value.IsNullOrEmpty ? RedisValue.Null : value;
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return OfAnotherType;
        }
    }

    private string KeyOf(JwksClaim claim) => claim == JwksClaim.Look ? $"ftlauth:jwks-look:{_name}" : $"ftlauth:jwks-refresh:{_name}";

    private byte[] SealClaim(JwksClaim claim, bool hasEnded, DateTimeOffset at) =>
        _claimSeal.Seal([(byte)claim, hasEnded ? (byte)1 : (byte)0, .. _self.ToByteArray()], at);

    private (DateTimeOffset Since, bool HasEnded, bool IsOwn)? OpenClaim(JwksClaim claim, RedisValue value)
    {
        const int Prefix = 2;
        var now = _time.GetUtcNow();
        if (value.IsNull || !_claimSeal.TryOpen(value!, out var content, out var since)
            || content.Length <= Prefix || content[0] != (byte)claim || since > now + MaxClockDifference)
        {
            return null;
        }

        return (since < now ? since : now, content[1] == 1, content.AsSpan(Prefix).SequenceEqual(_self.ToByteArray()));
    }

    private KeySetDocument? Open(RedisValue value)
    {
        if (value.IsNull)
        {
            return null;
        }

        var now = _time.GetUtcNow();
        var isSealed = _seal.TryOpen(value!, out var content, out var fetchedAt) && content.Length > sizeof(int);
        if (!isSealed || fetchedAt > now + MaxClockDifference)
        {
            LogIgnored(isSealed, fetchedAt - now);
            return null;
        }

        _isIgnored = false;
        var freshFor = TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32BigEndian(content));
        return now - fetchedAt <= _options.MaxStale
            ? new KeySetDocument(content[sizeof(int)..], fetchedAt, freshFor < _options.CacheDuration ? freshFor : _options.CacheDuration)
            : null;
    }

    // Once, until one counts again.
    private void LogIgnored(bool isSealed, TimeSpan ahead)
    {
        if (!_isIgnored && isSealed)
        {
            LogAhead(SetKey, ahead);
        }
        else if (!_isIgnored)
        {
            LogNotSealed(SetKey);
        }

        _isIgnored = true;
    }

    [LoggerMessage(1, LogLevel.Warning, "The key set in Redis at {Key} is not used: it was not sealed by a gateway with this Gateway:Secret "
        + "(or the previous one) for this issuer. Give every replica the same secret; if they have, somebody else writes to this Redis.")]
    private partial void LogNotSealed(string key);

    [LoggerMessage(2, LogLevel.Warning, "The key set in Redis at {Key} is not used: the gateway that put it there has a clock that is {Ahead} ahead of this one's. "
        + "Let both take their time from the network.")]
    private partial void LogAhead(string key, TimeSpan ahead);
}
