using System.Net.Sockets;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Jwks;
using StackExchange.Redis;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>Redis, and whether the key sets there were sealed with this gateway's secret. Only reads.</summary>
internal sealed class RedisCheck : ICheck
{
    private const string OnItsOwn = "Requests are served all the same: each gateway works from memory and asks the issuer by itself, and replicas do not share keys.";

    private static readonly string[] SignsOfCredentials = ["WRONGPASS", "NOAUTH", "NOPERM", "AuthenticationFailure"];

    public string Name => "redis";

    public Needs Needs => Needs.Settings;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        if (deployment.Configuration.GetConnectionString(RedisConnection.Name) is not { } connection || string.IsNullOrWhiteSpace(connection))
        {
            return [Finding.Skipped($"ConnectionStrings:{RedisConnection.Name} is not set: the gateway keeps keys in memory only, which is enough for one.")];
        }

        var options = Options(connection, deployment.Limits);
        try
        {
            await RedisEndpoints.ReachAsync(options, deployment, cancellationToken);
            await using var redis = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken);
            var database = redis.GetDatabase();
            await database.PingAsync().WaitAsync(cancellationToken);
            var findings = new List<Finding>();
            foreach (var issuer in deployment.Issuers)
            {
                var entry = await ReadAsync(database, JwksStore.SetKeyOf(issuer)).WaitAsync(cancellationToken);
                findings.Add(Judge(deployment.Settings!, issuer, entry, deployment.Time.GetUtcNow()));
            }

            return findings;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or SocketException)
        {
            return [OfTrouble(exception)];
        }
    }

    /// <summary>Judges the entry of an issuer; null when there is none.</summary>
    internal static Finding Judge(GatewaySettings settings, AuthKitOptions issuer, byte[]? entry, DateTimeOffset now)
    {
        if (settings.SecretIsRandom)
        {
            return Finding.Warning(
                "Redis answers, and Gateway:Secret is not set.",
                "Each gateway seals with a random secret of its own, which ends with its process: gateways do not read each other's keys.",
                "Give every gateway the same Gateway:Secret, made with: openssl rand -base64 32");
        }

        if (entry is null)
        {
            return Finding.Ok($"Redis answers; there is no key set of {issuer.Issuer} yet, which the first gateway with these settings puts there.");
        }

        if (!JwksStore.SealOf(settings.Gateway, issuer).TryOpen(entry, out _, out var sealedAt))
        {
            return Finding.Failure(
                $"The key set of {issuer.Issuer} in Redis was sealed with another secret.",
                $"Gateways have different secrets, or somebody else writes to this Redis; what is there is not used. {OnItsOwn} "
                    + "Sessions that one gateway has begun are unknown to the others.",
                "Give every gateway the same Gateway:Secret; the one before goes into Gateway:PreviousSecret. If they have, find out who else can write to this Redis.");
        }

        return sealedAt - now is var ahead && ahead > JwksStore.MaxClockDifference
            ? Finding.Warning(
                $"The key set of {issuer.Issuer} in Redis is from {ahead.TotalSeconds:0} s in the future.",
                $"The gateway that put it there has a clock that is ahead of this machine's; what is there is not used. {OnItsOwn}",
                "Let both machines take their time from the network.")
            : Finding.Ok($"Redis answers; the key set of {issuer.Issuer} there was sealed with this secret, {Age(now - sealedAt)} ago.");
    }

    private static Finding OfTrouble(Exception exception)
    {
        // What the library adds is advice for programs that connect later by themselves, as the gateway does.
        var reason = exception.GetBaseException().Message.Split(" To allow this multiplexer")[0];
        return IsAboutPassword(exception.Message) || IsAboutPassword(reason)
            ? Finding.Failure(
                $"Redis refuses the credentials: {reason}",
                OnItsOwn,
                "Correct password= and user= in ConnectionStrings:cache; Redis's ACL must let this user read and write keys and channels that begin with ftlauth:.")
            : Finding.Failure(
                $"Redis does not answer: {reason}",
                OnItsOwn,
                "Check that Redis runs, host and port in ConnectionStrings:cache, and ssl=true where it speaks TLS; a private authority is named by SSL_CERT_FILE.");
    }

    private static bool IsAboutPassword(string message) =>
        SignsOfCredentials.Any(sign => message.Contains(sign, StringComparison.Ordinal));

    private static ConfigurationOptions Options(string connection, DoctorLimits limits)
    {
        var options = ConfigurationOptions.Parse(connection);
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 0;
        options.ConnectTimeout = options.AsyncTimeout = options.SyncTimeout = (int)(limits.Request / 2).TotalMilliseconds;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ClientName = "FtlAuth-doctor";
        return options;
    }

    private static async Task<byte[]?> ReadAsync(IDatabase database, RedisKey key)
    {
        try
        {
            var value = await database.StringGetRangeAsync(key, 0, JwksStore.MaxSetLength);
            return value.IsNullOrEmpty ? null : (byte[]?)value;
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            // Nobody's entry, which no seal opens.
            return [];
        }
    }

    private static string Age(TimeSpan age) =>
        age < TimeSpan.FromMinutes(2) ? $"{Math.Max(0, age.TotalSeconds):0} s"
        : age < TimeSpan.FromHours(2) ? $"{age.TotalMinutes:0} min"
        : $"{age.TotalHours:0} h";
}
