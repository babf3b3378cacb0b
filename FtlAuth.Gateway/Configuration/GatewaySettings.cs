using System.Security.Cryptography;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Authorization;
using FtlAuth.Gateway.Cors;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Patterns;
using FtlAuth.Gateway.Proxy;
using FtlAuth.Gateway.RateLimits;
using FtlAuth.Gateway.Sessions;
using Microsoft.Extensions.Options;

namespace FtlAuth.Gateway.Configuration;

/// <summary>The whole configuration, read and judged before anything starts.</summary>
internal sealed record GatewaySettings(
    GatewayOptions Gateway,
    AuthKitOptions AuthKit,
    McpGatewayOptions McpGateway,
    AuthorizationOptions Authorization,
    IdentityOptions Identity,
    SessionsOptions Sessions,
    JwksOptions Jwks,
    CorsOptions Cors,
    LimitsOptions Limits,
    RateLimitsOptions RateLimits,
    AuditOptions Audit,
    PatternsOptions Patterns,
    ForwardedHeadersSettings ForwardedHeaders)
{
    /// <summary>Whether nobody but this machine can reach the gateway, which allows defaults that would be unsafe elsewhere.</summary>
    public bool OnLoopbackOnly { get; private init; }

    /// <summary>Whether <c>Gateway:Secret</c> was not configured and a random one serves until the process ends.</summary>
    public bool SecretIsRandom { get; private init; }

    /// <summary><c>Limits:DrainDelay</c>, or what stands for it: no balancer sends to a gateway that only its own machine can reach.</summary>
    public TimeSpan DrainDelay => Limits.DrainDelay ?? (OnLoopbackOnly ? TimeSpan.Zero : TimeSpan.FromSeconds(5));

    /// <summary>The claims that rules and headers look at.</summary>
    public IReadOnlyList<string> KeptClaims => [.. Authorization.ClaimNames.Concat(Identity.Headers.Keys).Distinct(StringComparer.Ordinal)];

    /// <exception cref="OptionsValidationException">With one line per mistake.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var mistakes = new SettingMistakes();
        var settings = new GatewaySettings(
            SettingsReader.Read<GatewayOptions>(configuration, mistakes),
            SettingsReader.Read<AuthKitOptions>(configuration, mistakes),
            SettingsReader.Read<McpGatewayOptions>(configuration, mistakes),
            SettingsReader.Read<AuthorizationOptions>(configuration, mistakes),
            SettingsReader.Read<IdentityOptions>(configuration, mistakes),
            SettingsReader.Read<SessionsOptions>(configuration, mistakes),
            SettingsReader.Read<JwksOptions>(configuration, mistakes),
            SettingsReader.Read<CorsOptions>(configuration, mistakes),
            SettingsReader.Read<LimitsOptions>(configuration, mistakes),
            SettingsReader.Read<RateLimitsOptions>(configuration, mistakes),
            SettingsReader.Read<AuditOptions>(configuration, mistakes),
            SettingsReader.Read<PatternsOptions>(configuration, mistakes),
            SettingsReader.Read<ForwardedHeadersSettings>(configuration, mistakes))
        {
            OnLoopbackOnly = ListeningAddresses.AreAllLoopback(configuration),
        };

        SectionNames.FindMistakes(configuration, mistakes);
        settings.ValidateTogether(configuration, mistakes);
        return mistakes.Lines.Count == 0
            ? settings.WithSecret()
            : throw new OptionsValidationException("FtlAuth.Gateway", typeof(GatewaySettings), mistakes.Lines);
    }

    public IServiceCollection Register(IServiceCollection services) => services
        .AddSingleton(this)
        .AddSingleton(Gateway)
        .AddSingleton(AuthKit)
        .AddSingleton(McpGateway)
        .AddSingleton(Authorization)
        .AddSingleton(Identity)
        .AddSingleton(Sessions)
        .AddSingleton(Jwks)
        .AddSingleton(Cors)
        .AddSingleton(Limits)
        .AddSingleton(RateLimits)
        .AddSingleton(Audit)
        .AddSingleton(Patterns)
        .AddSingleton(ForwardedHeaders);

    private void ValidateTogether(IConfiguration configuration, SettingMistakes mistakes)
    {
        if (Gateway.PublicUrl.Length == 0 && !AuthKit.All.All(issuer => issuer.HasOwnAudience) && !OnLoopbackOnly)
        {
            mistakes.Add("Gateway:PublicUrl", "", "the gateway can be reached from other machines, so name the origin that clients use, such as "
                + "https://mcp.example.com; tokens are then accepted for <PublicUrl>" + Gateway.Path + ". Or set AuthKit:Audience to derive URLs from each request.");
        }

        if (Gateway.ManagementPort is { } port && ListeningAddresses.Include(configuration, port))
        {
            mistakes.Add("Gateway:ManagementPort", $"{port}", "must not be where the MCP endpoint listens; choose another port, which only the platform can reach.");
        }

        foreach (var issuer in AuthKit.All.Where(issuer => !issuer.ValidateAudience && issuer.Audience.Count > 0))
        {
            mistakes.Add(issuer.KeyOf("ValidateAudience"), "false", $"would ignore {issuer.KeyOf("Audience")}, which is set; remove one of the two.");
        }

        var cache = configuration.GetConnectionString(RedisConnection.Name);
        if (RedisConnectionString.FindMistake(cache) is { } mistake)
        {
            // It may have a password.
            mistakes.AddUnnamed($"ConnectionStrings:{RedisConnection.Name}", mistake);
        }

        if (Gateway.Secret.Length == 0 && !OnLoopbackOnly)
        {
            ValidateMissingSecret(usesRedis: !string.IsNullOrWhiteSpace(cache), mistakes);
        }
    }

    private void ValidateMissingSecret(bool usesRedis, SettingMistakes mistakes)
    {
        const string Key = "Gateway:Secret";
        const string MakeOne = "Give every replica the same value, made with: openssl rand -base64 32";
        if (usesRedis)
        {
            mistakes.AddUnnamed(Key, "is not set: keys that are kept in Redis (ConnectionStrings:cache) are sealed with it, so that whoever writes "
                + $"to Redis cannot sign in as anyone{(Sessions.Bind ? ", and session ids are made with it" : "")}. {MakeOne}");
        }
        else if (Sessions.Bind)
        {
            mistakes.AddUnnamed(Key, "is not set: session ids are made with it, so that nobody can use another user's session, and with a random one every "
                + $"restart would end all sessions. {MakeOne}. Or set Sessions:Bind=false, if the MCP server has no sessions or checks itself who uses one.");
        }
    }

    private GatewaySettings WithSecret()
    {
        if (Gateway.Secret.Length > 0)
        {
            return this;
        }

        Gateway.Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return this with { SecretIsRandom = true };
    }
}
