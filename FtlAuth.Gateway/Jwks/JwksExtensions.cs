using System.Net;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
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
            .AddHostedService<KeySetRefreshers>();
        builder.Services.AddIssuerClient();
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

    private static void AddIssuerClient(this IServiceCollection services)
    {
#pragma warning disable EXTEXP0001 // The one way to replace the resilience that ServiceDefaults gives every client, where a second handler would multiply the retries.
        var http = services.AddHttpClient(IssuerClient.Name)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            // One client lives as long as the process; the connection lifetime above follows DNS.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        http.AddStandardResilienceHandler(resilience =>
        {
            // The refresher has its own retries with its own back-off; inside one attempt, a second try covers a broken connection only.
            resilience.TotalRequestTimeout.Timeout = IssuerClient.Deadline;
            resilience.AttemptTimeout.Timeout = IssuerClient.Deadline - TimeSpan.FromMilliseconds(500);
            resilience.CircuitBreaker.SamplingDuration = IssuerClient.Deadline * 4;
            resilience.Retry.MaxRetryAttempts = 1;
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(100);
            resilience.Retry.ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is HttpRequestException);
        });
        services.AddSingleton(provider => new IssuerClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(IssuerClient.Name),
            provider.GetRequiredService<TimeProvider>()));
    }

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
