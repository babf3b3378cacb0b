using FtlAuth.Gateway.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.Operations;

/// <summary>
/// Ready means that tokens can be verified: without any keys every request would be 503. One issuer's outage takes nobody else's users out of
/// service.
/// </summary>
internal sealed class KeysHealthCheck(TrustedIssuers issuers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = issuers.Where(issuer => issuer.Keys.Current is null).Select(issuer => issuer.Name).ToArray();
        return Task.FromResult(missing.Length == 0 ? HealthCheckResult.Healthy()
            : missing.Length < issuers.Count ? HealthCheckResult.Degraded(Describe(missing))
            : HealthCheckResult.Unhealthy(Describe(missing)));
    }

    private static string Describe(string[] issuers) => $"The keys of {string.Join(", ", issuers)} are not loaded; check JwksUri.";
}
