using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.Operations;

/// <summary>A gateway that is stopping is not ready, so that no new requests are sent to it.</summary>
internal sealed class DrainHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("The gateway is stopping.")
            : HealthCheckResult.Healthy());
}
