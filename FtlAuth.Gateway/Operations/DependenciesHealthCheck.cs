using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Proxy;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.Operations;

/// <summary>Trouble with Redis or the MCP server degrades: were it unhealthy, one outage would take every replica out of service.</summary>
internal sealed class DependenciesHealthCheck(RedisCache redis, UpstreamState upstream) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = new List<string>();
        if (redis.Trouble is { } redisTrouble)
        {
            troubles.Add($"Redis: {redisTrouble}");
        }

        if (upstream.Trouble is { } upstreamTrouble)
        {
            troubles.Add($"MCP server: {upstreamTrouble}");
        }

        return Task.FromResult(troubles.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(" ", troubles)));
    }
}
