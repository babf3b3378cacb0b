using System.Diagnostics.Metrics;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Operations;

/// <summary>What the gateway is asked for when metrics are collected, in the meter of <see cref="GatewayMetrics"/>.</summary>
internal sealed class StateMetrics(
    IMeterFactory meters, GatewayMetrics metrics, TrustedIssuers issuers, VerifiedTokenCache tokens, RedisCache redis, TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableGauge("ftlauth.jwks.age", Ages, "s", "How long ago the keys in use were fetched, by issuer; none without keys.");
        meter.CreateObservableGauge("ftlauth.jwks.keys", Keys, "{key}", "How many keys are in use, by issuer.");
        meter.CreateObservableGauge("ftlauth.tokens.remembered", () => (double)tokens.Count, "{token}", "Verified tokens that are remembered.");
        if (redis.IsConfigured)
        {
            meter.CreateObservableGauge("ftlauth.redis.up", () => redis.Trouble is null ? 1d : 0, null, "1 while Redis answers, 0 while it does not.");
        }

        metrics.Begin();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<double>> Ages()
    {
        foreach (var issuer in issuers)
        {
            if (issuer.Keys.Document is { } document)
            {
                yield return new((time.GetUtcNow() - document.FetchedAt).TotalSeconds, new KeyValuePair<string, object?>("issuer", issuer.Name));
            }
        }
    }

    private IEnumerable<Measurement<double>> Keys() =>
        issuers.Select(issuer => new Measurement<double>(issuer.Keys.Current?.Count ?? 0, new KeyValuePair<string, object?>("issuer", issuer.Name)));
}
