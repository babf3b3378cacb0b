using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The accepted audiences against what clients ask tokens for. AuthKit names the resource if it is registered, else its environment's client id.</summary>
internal sealed class AudienceCheck : ICheck
{
    private const string ClientIdPrefix = "client_";

    public string Name => "audience";

    public Needs Needs => Needs.Settings;

    public Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>(
        deployment.PublicUrl is null
            ? [Finding.Skipped("Without a public URL it is not known what clients ask tokens for.", "Give it: doctor --public-url https://mcp.example.com")]
            : [.. deployment.Issuers.Select(issuer => Judge(issuer, deployment.Resource, OwnResource(deployment)))]);

    /// <param name="issuer">Whose tokens it is about.</param>
    /// <param name="resource">What clients ask tokens for.</param>
    /// <param name="ownResource">What is accepted where no audience is configured.</param>
    internal static Finding Judge(AuthKitOptions issuer, string resource, string ownResource)
    {
        var key = issuer.KeyOf(nameof(issuer.Audience));
        var register = $"Register exactly {resource} as a resource indicator in the WorkOS dashboard (Connect, Configuration, MCP resource indicators)";
        if (!issuer.ValidateAudience)
        {
            return Finding.Warning(
                $"{issuer.KeyOf(nameof(issuer.ValidateAudience))} is false.",
                "Tokens that the issuer made for any other service are accepted here, and whoever runs such a service can use those of its users.",
                $"{register}, then remove the setting.");
        }

        var accepted = issuer.Audience.Count > 0 ? issuer.Audience : [ownResource];
        var clientId = accepted.FirstOrDefault(audience => audience.StartsWith(ClientIdPrefix, StringComparison.Ordinal));
        return (accepted.Contains(resource), clientId) switch
        {
            (true, null) => Finding.Ok(
                $"Tokens for {resource} are accepted, which clients ask for.",
                "It must be registered as a resource indicator in the WorkOS dashboard, exactly so; that does not show from here."),
            (true, _) => Finding.Warning(
                $"{key} has {clientId} besides {resource}.",
                "AuthKit makes tokens for its environment's client id whenever the resource that is asked for is not registered: "
                    + "those of any service of the environment are accepted here too.",
                $"{register}, then take {clientId} out of {key}."),
            (false, not null) => Finding.Warning(
                $"{key} is {string.Join(", ", accepted)}, and clients ask for {resource}.",
                "AuthKit makes tokens for its environment's client id as long as the resource is not registered. They are accepted here, "
                    + "and so are those of any service of the environment; as soon as somebody registers the resource, all tokens are refused.",
                $"{register}, and put it into {key} in place of {clientId}, or remove {key}."),
            (false, null) => Finding.Failure(
                issuer.Audience.Count > 0
                    ? $"{key} is {string.Join(", ", accepted)}, and clients ask for {resource}."
                    : $"Tokens are accepted for {ownResource}, which follows from Gateway:PublicUrl, and clients ask for {resource}.",
                $"Tokens name what clients ask for, and the two are compared byte for byte{Difference(accepted, resource)}: the gateway refuses them with InvalidAudience.",
                issuer.Audience.Count > 0
                    ? $"Add {resource} to {key}, or remove {key} and set Gateway:PublicUrl. {register}."
                    : $"Set Gateway:PublicUrl to {new Uri(resource).GetLeftPart(UriPartial.Authority)}. {register}."),
        };
    }

    private static string Difference(IReadOnlyList<string> accepted, string resource) =>
        accepted.Any(audience => audience.TrimEnd('/') == resource) ? " (the slash at the end counts)"
        : accepted.Any(audience => audience.Equals(resource, StringComparison.OrdinalIgnoreCase)) ? " (letter case counts)"
        : accepted.Any(audience => resource.StartsWith(audience.TrimEnd('/') + "/", StringComparison.Ordinal)) ? " (the path belongs to it)"
        : "";

    private static string OwnResource(Deployment deployment) =>
        (deployment.Settings!.Gateway.PublicUrl is { Length: > 0 } configured ? configured
            : deployment.Settings.OnLoopbackOnly ? ListeningAddresses.OwnOrigin(deployment.Configuration) ?? deployment.PublicUrl
            : deployment.PublicUrl) + deployment.Path;
}
