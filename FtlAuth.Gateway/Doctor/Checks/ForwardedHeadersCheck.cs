using System.Net;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>Whether the gateway believes whoever claims to be a proxy: then anybody can have it publish URLs of theirs.</summary>
internal sealed class ForwardedHeadersCheck : ICheck
{
    // A name that nobody can have (RFC 2606).
    private const string Marker = "doctor-marker.invalid";

    public string Name => "forwarded-headers";

    public Needs Needs => Needs.PublicUrl;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var other = new Uri(deployment.PublicUrl!).Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        (string, string)[] claims = [("X-Forwarded-Host", Marker), ("X-Forwarded-Proto", other), ("Forwarded", $"host={Marker};proto={other}")];
        using var probe = new Probe(deployment);
        var uri = deployment.PublicUrl + ProtectedResourceMetadataEndpoints.Path + deployment.Path;
        var answers = await Task.WhenAll(
            probe.GetAsync(uri, cancellationToken, claims),
            probe.SendHeadersAsync(HttpMethod.Get, deployment.Resource, cancellationToken, claims),
            probe.GetAsync(uri, cancellationToken));
        return [Judge(answers[0], answers[1], answers[2], IsListed(deployment))];
    }

    /// <param name="metadata">The metadata, asked for with the claims of a proxy.</param>
    /// <param name="challenge">The challenge, asked for in the same way.</param>
    /// <param name="plain">The metadata, asked for without them.</param>
    /// <param name="isListed">Whether the gateway has to believe this machine, since it is listed as a proxy.</param>
    internal static Finding Judge(Answer metadata, Answer challenge, Answer plain, bool isListed)
    {
        var published = ResourceOf(metadata);
        var cameBack = published?.Contains(Marker, StringComparison.Ordinal) == true
            || challenge.Header("WWW-Authenticate")?.Contains(Marker, StringComparison.Ordinal) == true;
        var usual = ResourceOf(plain);
        if (!cameBack && (published == usual || published is null || usual is null))
        {
            return published is null || usual is null
                ? Finding.Skipped("There is no metadata to look at; see protected-resource-metadata.")
                : Finding.Ok("X-Forwarded-* and Forwarded of a stranger change nothing in what the gateway publishes.");
        }

        var found = cameBack
            ? $"X-Forwarded-Host: {Marker} came back in what the gateway publishes."
            : $"X-Forwarded-Proto of a stranger changes resource, to '{published}'.";
        return isListed
            ? Finding.Warning(
                found,
                "This machine is listed in ForwardedHeaders, so that the gateway has to believe it. Whether it believes others as well does not show from here.",
                "Run doctor from a machine that is no listed proxy, with the public URL.")
            : Finding.Failure(
                found,
                "The gateway believes anybody: "
                    + "who gets such an answer into a cache, or sends a user through a page of theirs, leads clients to an issuer or a resource of their own.",
                "Set Gateway:PublicUrl, after which no header changes any URL. "
                    + "Otherwise list only your proxies in ForwardedHeaders, and have them replace X-Forwarded-* of clients, not hand it on.");
    }

    private static string? ResourceOf(Answer answer) => answer.Status == StatusCodes.Status200OK ? MetadataDocument.Parse(answer.Body)?.Text("resource") : null;

    private static bool IsListed(Deployment deployment) =>
        deployment.Settings?.ForwardedHeaders is { } listed
        && ListeningAddresses.IsLoopbackHost(new Uri(deployment.PublicUrl!).Host)
        && (listed.KnownProxies.Any(proxy => IPAddress.IsLoopback(IPAddress.Parse(proxy)))
            || listed.KnownNetworks.Any(network => IPNetwork.Parse(network) is var known && (known.Contains(IPAddress.Loopback) || known.Contains(IPAddress.IPv6Loopback))));
}
