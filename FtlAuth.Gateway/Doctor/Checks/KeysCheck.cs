using System.Text.Json;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The issuer's keys, read by the gateway's own parser.</summary>
internal sealed class KeysCheck : ICheck
{
    public string Name => "keys";

    public Needs Needs => Needs.Issuers;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment, patience: IssuerClient.Deadline);
        var findings = await Task.WhenAll(deployment.Issuers.Select(issuer => ExamineAsync(probe, issuer, cancellationToken)));
        return [.. findings.SelectMany(found => found)];
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(Probe probe, AuthKitOptions issuer, CancellationToken cancellationToken)
    {
        var asking = probe.GetAsync(IssuerDocuments.AuthorizationServer(issuer.Issuer), cancellationToken);
        if (issuer.JwksUri.Length > 0)
        {
            // Both at once: the one does not depend on the other.
            var keys = await probe.GetAsync(issuer.JwksUri, cancellationToken);
            return [Judge(issuer, issuer.JwksUri, keys), .. JudgeUri(issuer, PublishedUri(await asking))];
        }

        return PublishedUri(await asking) is { } uri && Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https"
            ? [Judge(issuer, uri, await probe.GetAsync(uri, cancellationToken))]
            : [Finding.Skipped($"No key URI of {issuer.Issuer} is known: none is configured here, and its metadata names none.")];
    }

    internal static Finding Judge(AuthKitOptions issuer, string uri, Answer answer)
    {
        const string NoKeys = "Without keys no token can be verified, and every request is 503; a gateway that has some uses them until Jwks:MaxStale is over.";
        if (answer.Failure is not null || answer.Status != StatusCodes.Status200OK)
        {
            return Finding.Failure($"{uri} {answer.Describe()}.", NoKeys, $"Check {issuer.KeyOf(nameof(issuer.JwksUri))}, and that the machine of the gateway may connect to it.");
        }

        if (JsonWebKeySet.Parse(answer.Body) is null)
        {
            return Finding.Failure(
                $"{uri} has no key set (RFC 7517) with a key that can be used.",
                $"A key must be for signatures, public, of a known algorithm, and strong enough (RSA of 2048 bits or more). {NoKeys}",
                $"Compare {issuer.KeyOf(nameof(issuer.JwksUri))} with jwks_uri of the issuer's metadata; if they are the same, ask whoever runs the issuer.");
        }

        var keys = Usable(answer.Body);
        var fitting = keys.Count(key => issuer.Algorithms.Any(name => key.Fits(SignatureAlgorithm.Find(name)!)));
        return fitting > 0
            ? Finding.Ok($"{uri} has {fitting} usable {(fitting == 1 ? "key" : "keys")} for {string.Join(", ", issuer.Algorithms)}.")
            : Finding.Failure(
                $"None of the {keys.Length} usable keys of {uri} is for {string.Join(", ", issuer.Algorithms)}.",
                "The issuer signs with another algorithm than the gateway accepts, so that every token is refused.",
                $"Set {issuer.KeyOf(nameof(issuer.Algorithms))} to what the issuer signs with: {Fitting(keys)} would fit its keys.");
    }

    internal static IEnumerable<Finding> JudgeUri(AuthKitOptions issuer, string? published) => published is null || published == issuer.JwksUri ? [] :
    [
        Finding.Warning(
            $"The issuer's metadata says that its keys are at {published}, and {issuer.JwksUri} is configured.",
            "The gateway uses what is configured. When the issuer turns its keys there, the gateway may not hear of it.",
            $"Set {issuer.KeyOf(nameof(issuer.JwksUri))} to {published}, unless the other one is meant."),
    ];

    private static string? PublishedUri(Answer answer) => answer.Status == StatusCodes.Status200OK ? MetadataDocument.Parse(answer.Body)?.Text("jwks_uri") : null;

    private static VerificationKey[] Usable(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("keys").EnumerateArray().Select(JsonWebKeyParser.Parse).OfType<VerificationKey>()];
    }

    private static string Fitting(VerificationKey[] keys) =>
        string.Join(", ", SignatureAlgorithm.All.Where(algorithm => keys.Any(key => key.Fits(algorithm))).Select(algorithm => algorithm.Name));
}
