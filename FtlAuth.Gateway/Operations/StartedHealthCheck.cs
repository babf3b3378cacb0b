using FtlAuth.Gateway.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.Operations;

/// <summary>
/// Started means that every issuer was asked for its keys once, whatever came of it: a platform that restarts what does not start must not do so for an
/// outage of the issuer.
/// </summary>
internal sealed class StartedHealthCheck(TrustedIssuers issuers) : IHealthCheck
{
    /// <summary>The tag of the checks that <c>/started</c> answers from.</summary>
    public const string Tag = "started";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(issuers.All(issuer => issuer.Keys.WasAttempted)
            ? HealthCheckResult.Healthy("Every issuer was asked for its keys.")
            : HealthCheckResult.Unhealthy("The issuers' keys are being fetched for the first time."));
}
