using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The gateway's own metadata (RFC 9728), at both of its paths: by it clients find the issuer.</summary>
internal sealed class ProtectedResourceMetadataCheck : ICheck
{
    private const string Consequence = "Clients compare it with the URL that they were given, and give up (RFC 9728 section 3.3).";

    public string Name => "protected-resource-metadata";

    public Needs Needs => Needs.PublicUrl;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        var root = deployment.PublicUrl + ProtectedResourceMetadataEndpoints.Path;
        string[] uris = [root, root + deployment.Path];
        var answers = await Task.WhenAll(uris.Select(uri => probe.GetAsync(uri, cancellationToken)));
        var issuers = deployment.Settings is null ? null : deployment.Issuers.Select(issuer => issuer.Issuer).ToArray();
        IReadOnlyList<Finding> unread = [.. uris.Zip(answers, JudgeAnswer).OfType<Finding>()];
        return unread.Count > 0 ? unread : JudgeDocuments(uris, [.. answers.Select(answer => answer.Body)], deployment.Resource, issuers);
    }

    /// <summary>Null for a document that can be read.</summary>
    internal static Finding? JudgeAnswer(string uri, Answer answer)
    {
        var found = $"{uri} {answer.Describe()}.";
        const string Lost = "Clients do not find the issuer there.";
        return answer switch
        {
            { Failure: null, Status: StatusCodes.Status200OK } => MetadataDocument.Parse(answer.Body) is null
                ? Finding.Failure(
                    $"{uri} gives no JSON object, but {answer.Header("Content-Type") ?? "something without a type"}.",
                    $"Something answers in place of the gateway. {Lost}",
                    "Let the proxy pass this path on to the gateway unchanged.")
                : null,
            { Status: StatusCodes.Status404NotFound } => Finding.Failure(
                found,
                $"The path does not come to the gateway, or the gateway has another Gateway:Path. {Lost}",
                "Route /.well-known/oauth-protected-resource, with and without what follows, to the gateway; run doctor with the gateway's own Gateway:Path."),
            { IsRedirect: true } => Finding.Failure(found, $"Many clients follow no redirect to another origin. {Lost}", "Serve it where it is asked for."),
            { Status: StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden } => Finding.Failure(
                found,
                $"Something before the gateway wants to know who asks, and this document is for everybody. {Lost}",
                "Let /.well-known/ pass there without a sign-in."),
            _ => Finding.Failure(found, Lost, "Check that the gateway runs, and its log; X-Trace-Id of the answer finds the lines."),
        };
    }

    internal static IReadOnlyList<Finding> JudgeDocuments(string[] uris, byte[][] documents, string resource, IReadOnlyList<string>? issuers)
    {
        var findings = new List<Finding>();
        if (!documents[0].AsSpan().SequenceEqual(documents[1]))
        {
            findings.Add(Finding.Failure(
                $"{uris[0]} and {uris[1]} give different documents.",
                "Two gateways with different settings answer, or a cache keeps an old document; which one a client sees is chance.",
                "Route both paths to the same gateways, give every replica the same settings, and empty caches on the way."));
        }

        // The one with the path is what the challenge points to.
        var metadata = MetadataDocument.Parse(documents[1])!;
        var named = metadata.Texts("authorization_servers");
        if (metadata.Text("resource") is var published && published != resource)
        {
            findings.Add(UrlMismatch.Explain("resource", resource, published ?? "", Consequence));
        }

        if (JudgeIssuers(named, issuers) is { } finding)
        {
            findings.Add(finding);
        }

        return findings.Count > 0 ? findings : [Finding.Ok($"Both paths give the same document, for {resource} and its issuer {string.Join(", ", named)}.")];
    }

    private static Finding? JudgeIssuers(IReadOnlyList<string> published, IReadOnlyList<string>? configured)
    {
        if (published.Count == 0)
        {
            return Finding.Failure(
                "authorization_servers names no issuer.",
                "Clients do not know where to sign in.",
                "Look at what answers in place of the gateway, which always names one.");
        }

        return configured is null || configured.SequenceEqual(published, StringComparer.Ordinal)
            ? null
            : Finding.Failure(
                $"authorization_servers is {string.Join(", ", published)}, and {string.Join(", ", configured)} is configured here.",
                "Clients sign in where the gateway that answers says, and these settings are not the ones that it runs with.",
                "Restart the gateway with the present settings, or run doctor with the gateway's; check that the public URL leads to this deployment.");
    }
}
