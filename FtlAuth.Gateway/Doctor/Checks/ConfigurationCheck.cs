using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The configuration, with the messages that the gateway has for its mistakes.</summary>
internal sealed class ConfigurationCheck : ICheck
{
    public string Name => "configuration";

    public Needs Needs => Needs.Nothing;

    public Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken) => Task.FromResult(Judge(deployment));

    internal static IReadOnlyList<Finding> Judge(Deployment deployment)
    {
        if (deployment.Mistakes.Count > 0)
        {
            return [.. deployment.Mistakes.Select(mistake => Finding.Failure(
                mistake,
                "The gateway does not start with this configuration.",
                "Correct it where the gateway gets it from: appsettings.json, the environment (__ for :), or the command line."))];
        }

        if (deployment.Settings is not { } settings)
        {
            return [Finding.Skipped(
                "There are no settings of a gateway here, so that only what clients see is looked at.",
                "Run it where the gateway runs, with the gateway's own settings, to look at the rest.")];
        }

        IReadOnlyList<Finding> warnings = [.. Warnings(deployment, settings)];
        return warnings.Count > 0 ? warnings : [Finding.Ok(
            $"Without mistakes; accepts tokens of {string.Join(", ", deployment.Issuers.Select(issuer => issuer.Issuer))} and forwards to {settings.McpGateway.Url}; "
                + $"listens on {string.Join(", ", ListeningAddresses.All(deployment.Configuration))}, unless --urls on its command line says otherwise.")];
    }

    private static IEnumerable<Finding> Warnings(Deployment deployment, GatewaySettings settings)
    {
        if (settings.Authorization.ReportOnly)
        {
            yield return Finding.Warning(
                "Authorization:ReportOnly is true.",
                "Requests that the rules for audience, scopes, methods and tools would refuse are let in.",
                "Look for 'Would refuse' in the gateway's log, and set it to false when the rules are right.");
        }

        if (deployment.Configuration.IsOn(KnownProxiesExtensions.FrameworkKey))
        {
            yield return Finding.Warning(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED is true.",
                "The gateway ignores it, since it would believe every peer.",
                "Remove it, and list the proxies in ForwardedHeaders:KnownProxies or KnownNetworks.");
        }
    }
}
