using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The issuer's metadata as the gateway passes it on, for clients older than RFC 9728.</summary>
internal sealed class RelayedMetadataCheck : ICheck
{
    public string Name => "relayed-metadata";

    public Needs Needs => Needs.PublicUrl | Needs.Issuers;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        var root = deployment.PublicUrl + AuthorizationServerMetadataEndpoints.Path;
        var original = IssuerDocuments.AuthorizationServer(deployment.Issuers[0].Issuer);
        var answers = await Task.WhenAll(
            probe.GetAsync(original, cancellationToken),
            probe.GetAsync(root, cancellationToken),
            probe.GetAsync(root + deployment.Path, cancellationToken));
        IReadOnlyList<Finding> findings =
        [
            .. new[]
            {
                Judge(root, answers[1], original, answers[0]),
                Judge(root + deployment.Path, answers[2], original, answers[0]),
            }.OfType<Finding>(),
        ];
        return findings.Count > 0 ? findings
            : answers[0].Status == StatusCodes.Status200OK ? [Finding.Ok($"{root} gives the document of the issuer byte for byte, at both paths.")]
            : [Finding.Skipped("The gateway has a document, and the issuer gives none to compare it with; see authorization-server-metadata.")];
    }

    /// <summary>Null for the issuer's own document.</summary>
    internal static Finding? Judge(string uri, Answer relayed, string original, Answer issuer)
    {
        const string Consequence = "Clients that read protected resource metadata are not affected; older ones cannot sign in.";
        if (relayed.Failure is not null || relayed.Status != StatusCodes.Status200OK)
        {
            return relayed.Status == StatusCodes.Status503ServiceUnavailable
                ? Finding.Failure(
                    $"{uri} {relayed.Describe()}.",
                    $"The gateway cannot get the issuer's document, or it names another issuer. {Consequence}",
                    $"Ask {original} from where the gateway runs; the gateway's log says what it got.")
                : Finding.Failure(
                    $"{uri} {relayed.Describe()}.",
                    Consequence,
                    $"Route {AuthorizationServerMetadataEndpoints.Path}, with and without what follows, to the gateway.");
        }

        if (issuer.Failure is not null || issuer.Status != StatusCodes.Status200OK || relayed.Body.AsSpan().SequenceEqual(issuer.Body))
        {
            return null;
        }

        // Another document of the same issuer: mostly what it was before somebody has mended it.
        var isTheIssuers = MetadataDocument.Parse(relayed.Body)?.Text("issuer") is { } named && named == MetadataDocument.Parse(issuer.Body)?.Text("issuer");
        return new Finding(
            isTheIssuers ? Outcome.Warning : Outcome.Failure,
            $"{uri} is not the document of {original}, byte for byte.",
            $"It has changed at the issuer within Jwks:CacheDuration, a cache on the way is older than that, or something else answers. {Consequence}",
            "Run doctor again after Jwks:CacheDuration (five minutes unless configured); if it stays, empty caches on the way, and check where the path leads.");
    }
}
