using System.Net;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using Microsoft.Extensions.ServiceDiscovery.Http;
using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

internal static class JwksExtensions
{
    /// <summary>Adds the issuers and their keys: fetched in the background, kept in memory and, with <c>ConnectionStrings:cache</c>, in Redis.</summary>
    public static WebApplicationBuilder AddJwks(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(RedisConnection.Name)))
        {
            builder.AddRedisConnection(Configure);
        }

        builder.Services
            .AddSingleton<RedisCache>()
            .AddSingleton(CreateIssuers)
            .AddSingleton(CreateIssuerClient)
            .AddHostedService<KeySetRefreshers>();
        return builder;
    }

    private static TrustedIssuers CreateIssuers(IServiceProvider services) =>
        new([.. services.GetRequiredService<AuthKitOptions>().All.Select(issuer => CreateIssuer(services, issuer))]);

    private static TrustedIssuer CreateIssuer(IServiceProvider services, AuthKitOptions issuer)
    {
        var keys = new IssuerKeys(services.GetRequiredService<TimeProvider>()) { Changed = services.GetRequiredService<VerifiedTokenCache>().ForgetOutdated };
        var settings = services.GetRequiredService<GatewaySettings>();
        return new TrustedIssuer(issuer, services.GetRequiredService<AcceptedAudience>(), keys)
        {
            KeptClaims = settings.KeptClaims,
            ReportsAudienceOnly = settings.Authorization.ReportOnly,
        };
    }

    // One client lives as long as the process; the lifetime of its connections follows DNS.
    private static IssuerClient CreateIssuerClient(IServiceProvider services) => new(
        new HttpClient(services.GetRequiredService<IServiceDiscoveryHttpMessageHandlerFactory>().CreateHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })),
        services.GetRequiredService<TimeProvider>());

    private static void Configure(ConfigurationOptions options)
    {
        options.AbortOnConnectFail = false;

        // Without a connection an operation fails at once, where it would otherwise wait for one.
        options.BacklogPolicy = BacklogPolicy.FailFast;

        // Nobody waits for an answer that long; at the end of the process, the client itself would.
        options.SyncTimeout = 1000;
        options.AsyncTimeout = 1000;
    }
}
