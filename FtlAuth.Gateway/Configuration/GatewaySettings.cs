using System.Security.Cryptography;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Cors;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Proxy;
using FtlAuth.Gateway.Sessions;
using Microsoft.Extensions.Options;

namespace FtlAuth.Gateway.Configuration;

/// <summary>The whole configuration, read and judged before anything starts.</summary>
internal sealed record GatewaySettings(
    GatewayOptions Gateway,
    AuthKitOptions AuthKit,
    McpGatewayOptions McpGateway,
    IdentityOptions Identity,
    JwksOptions Jwks,
    SessionsOptions Sessions,
    CorsOptions Cors,
    LimitsOptions Limits,
    ForwardedHeadersSettings ForwardedHeaders)
{
    /// <summary>Whether nobody but this machine can reach the gateway, which allows defaults that would be unsafe elsewhere.</summary>
    public bool OnLoopbackOnly { get; private init; }

    /// <summary>Whether <c>Gateway:Secret</c> was not configured and a random one serves until the process ends.</summary>
    public bool SecretIsRandom { get; private init; }

    /// <summary><c>Limits:DrainDelay</c>, or what stands for it: no balancer sends to a gateway that only its own machine can reach.</summary>
    public TimeSpan DrainDelay => Limits.DrainDelay ?? (OnLoopbackOnly ? TimeSpan.Zero : TimeSpan.FromSeconds(5));

    /// <exception cref="OptionsValidationException">With one line per mistake.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var mistakes = new SettingMistakes();
        var settings = new GatewaySettings(
            SettingsReader.Read<GatewayOptions>(configuration, mistakes),
            SettingsReader.Read<AuthKitOptions>(configuration, mistakes),
            SettingsReader.Read<McpGatewayOptions>(configuration, mistakes),
            SettingsReader.Read<IdentityOptions>(configuration, mistakes),
            SettingsReader.Read<JwksOptions>(configuration, mistakes),
            SettingsReader.Read<SessionsOptions>(configuration, mistakes),
            SettingsReader.Read<CorsOptions>(configuration, mistakes),
            SettingsReader.Read<LimitsOptions>(configuration, mistakes),
            SettingsReader.Read<ForwardedHeadersSettings>(configuration, mistakes))
        {
            OnLoopbackOnly = ListeningAddresses.AreAllLoopback(configuration),
        };

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
        .AddSingleton(Identity)
        .AddSingleton(Jwks)
        .AddSingleton(Sessions)
        .AddSingleton(Cors)
        .AddSingleton(Limits)
        .AddSingleton(ForwardedHeaders);

    private void ValidateTogether(IConfiguration configuration, SettingMistakes mistakes)
    {
        if (Gateway.PublicUrl.Length == 0 && !AuthKit.All.All(issuer => issuer.HasOwnAudience) && !OnLoopbackOnly)
        {
            mistakes.Add("Gateway:PublicUrl", "", "the gateway can be reached from other machines, so name the origin that clients use, such as "
                + "https://mcp.example.com; tokens are then accepted for <PublicUrl>" + Gateway.Path + ". Or set AuthKit:Audience to derive URLs from each request.");
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

        if (!string.IsNullOrWhiteSpace(cache) && Gateway.Secret.Length == 0 && !OnLoopbackOnly)
        {
            mistakes.AddUnnamed("Gateway:Secret", "is not set: keys that are kept in Redis (ConnectionStrings:cache) are sealed with it, so that whoever writes "
                + "to Redis cannot sign in as anyone. Give every replica the same value, made with: openssl rand -base64 32");
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
