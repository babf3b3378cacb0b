using FtlAuth.Gateway.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.FrontPage;

/// <summary>What everybody may know of the gateway's health: what <c>/health</c> tells by its status code, and nothing of what the trouble is.</summary>
internal sealed class PublicStatus(HealthCheckService health, Draining draining)
{
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(HealthEndpoints.AsksWhetherReady, cancellationToken);
        return report.Status != HealthStatus.Unhealthy ? "ready" : draining.HasBegun ? "stopping" : "not ready now";
    }
}
