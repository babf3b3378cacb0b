using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Jwks;

/// <summary>Runs a refresher for each issuer; none waits for another.</summary>
internal sealed class KeySetRefreshers(TrustedIssuers issuers, IServiceProvider services) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(issuers.Select(issuer => Create(issuer).RunAsync(stoppingToken)));

    private KeySetRefresher Create(TrustedIssuer issuer) => ActivatorUtilities.CreateInstance<KeySetRefresher>(
        services, issuer.Keys, issuer.Options, ActivatorUtilities.CreateInstance<JwksStore>(services, issuer.Options));
}
