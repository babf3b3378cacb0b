using FtlAuth.Gateway.Jwks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.Operations;

/// <summary>Ready means that tokens can be verified: without keys every request would be 503.</summary>
internal sealed class KeysHealthCheck(IssuerKeys keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(keys.Current is { } set
            ? HealthCheckResult.Healthy($"{set.Count} keys of the issuer are loaded.")
            : HealthCheckResult.Unhealthy("The keys of the issuer are not loaded; check AuthKit:JwksUri."));
}
