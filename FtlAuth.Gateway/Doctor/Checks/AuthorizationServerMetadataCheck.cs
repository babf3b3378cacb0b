using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The issuer's own metadata (RFC 8414, OpenID Connect Discovery): what clients need of it to sign in.</summary>
internal sealed class AuthorizationServerMetadataCheck : ICheck
{
    public string Name => "authorization-server-metadata";

    public Needs Needs => Needs.Issuers;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment, patience: IssuerClient.Deadline);
        var findings = await Task.WhenAll(deployment.Issuers.Select(issuer => ExamineAsync(probe, issuer, cancellationToken)));
        return [.. findings.SelectMany(found => found)];
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(Probe probe, AuthKitOptions issuer, CancellationToken cancellationToken)
    {
        var (uri, openIdUri) = (IssuerDocuments.AuthorizationServer(issuer.Issuer), IssuerDocuments.OpenId(issuer.Issuer));
        var answers = await Task.WhenAll(probe.GetAsync(uri, cancellationToken), probe.GetAsync(openIdUri, cancellationToken));
        IReadOnlyList<Finding> findings = [.. Judge(issuer, uri, answers[0]), .. JudgeOpenId(issuer, openIdUri, answers[1])];
        return findings.Count > 0
            ? findings
            : [Finding.Ok($"{issuer.Issuer} publishes both documents under exactly this name, with PKCE (S256), {Registration(MetadataDocument.Parse(answers[0].Body)!)}.")];
    }

    /// <summary>Judges the document of RFC 8414, which MCP clients read first.</summary>
    internal static IEnumerable<Finding> Judge(AuthKitOptions issuer, string uri, Answer answer)
    {
        if (answer.Failure is not null || answer.Status != StatusCodes.Status200OK)
        {
            return [Finding.Failure(
                $"{uri} {answer.Describe()}.",
                "Clients cannot sign in, and the gateway cannot pass the document on to older ones.",
                $"Compare {KeyOf(issuer)} with the domain in the WorkOS dashboard, and check that this machine may connect to it.")];
        }

        return MetadataDocument.Parse(answer.Body) is { } metadata
            ? [.. new[] { JudgeName(issuer, uri, metadata), JudgePkce(issuer, uri, metadata), JudgeRegistration(issuer, uri, metadata) }.OfType<Finding>()]
            : [OfNoDocument(issuer, uri)];
    }

    /// <summary>Judges the document of OpenID Connect, which clients read where there is no other. AuthKit's has neither PKCE nor registration in it.</summary>
    internal static IEnumerable<Finding> JudgeOpenId(AuthKitOptions issuer, string uri, Answer answer)
    {
        if (answer.Failure is not null || answer.Status != StatusCodes.Status200OK)
        {
            return [Finding.Warning(
                $"{uri} {answer.Describe()}.",
                "MCP clients read the other document; what knows OpenID Connect alone does not find the issuer.",
                "Nothing, unless you use such a client; then ask whoever runs the issuer.")];
        }

        return MetadataDocument.Parse(answer.Body) is { } metadata
            ? new[] { JudgeName(issuer, uri, metadata) }.OfType<Finding>()
            : [OfNoDocument(issuer, uri)];
    }

    private static Finding OfNoDocument(AuthKitOptions issuer, string uri) => Finding.Failure(
        $"{uri} gives no JSON object.", "Something answers in place of the issuer.", $"Check {KeyOf(issuer)}, and proxies on the way to it.");

    // RFC 8414 section 3.3: byte for byte.
    private static Finding? JudgeName(AuthKitOptions issuer, string uri, MetadataDocument metadata)
    {
        var published = metadata.Text("issuer") ?? "";
        return published == issuer.Issuer ? null : Finding.Failure(
            $"{uri} names the issuer '{published}', and '{issuer.Issuer}' is configured.",
            published.TrimEnd('/') == issuer.Issuer.TrimEnd('/')
                ? "They differ by the slash at the end, and are compared byte for byte: clients do not use the document, and tokens name another issuer than the gateway accepts."
                : "Clients do not use the document, and tokens name another issuer than the gateway accepts.",
            published.Length == 0
                ? $"Check {KeyOf(issuer)}: this is not the metadata of an issuer."
                : published.EndsWith('/')
                    ? $"Have the issuer name itself without the slash; the gateway accepts none that ends with one."
                    : $"Set {KeyOf(issuer)} to {published}, if that is the one that you mean.");
    }

    private static Finding? JudgePkce(AuthKitOptions issuer, string uri, MetadataDocument metadata) => metadata.Texts("code_challenge_methods_supported").Contains("S256") ? null : Finding.Failure(
        $"code_challenge_methods_supported in {uri} does not have S256.",
        "MCP clients refuse to sign in at an issuer that does not say that it supports PKCE.",
        $"Switch PKCE with S256 on at the issuer. AuthKit always has it: is {KeyOf(issuer)} an AuthKit domain?");

    private static Finding? JudgeRegistration(AuthKitOptions issuer, string uri, MetadataDocument metadata)
    {
        const string Remedy = "In the WorkOS dashboard, under Connect, Configuration, enable client id metadata documents or dynamic client registration; both are off at first.";
        return Registration(metadata) is not null ? null
            : issuer.AllowedClientIds.Count > 0 || IsSeenFromOutside(issuer) ? Finding.Warning(
                $"{uri} has neither registration_endpoint nor client_id_metadata_document_supported.",
                issuer.AllowedClientIds.Count > 0
                    ? $"Only clients that were registered by hand can sign in. {issuer.KeyOf(nameof(issuer.AllowedClientIds))} says that this may be meant."
                    : "Only clients that were registered by hand can sign in. Without the gateway's settings it does not show whether this is meant.",
                $"Nothing, if it is meant. Otherwise: {Remedy}")
            : Finding.Failure(
                $"{uri} has neither registration_endpoint nor client_id_metadata_document_supported.",
                "A client that the issuer does not know cannot sign in, and MCP clients are seldom registered by hand.",
                Remedy);
    }

    private static string KeyOf(AuthKitOptions issuer) => issuer.KeyOf(nameof(issuer.Issuer));

    // Those that the gateway publishes have no more than their name.
    private static bool IsSeenFromOutside(AuthKitOptions issuer) => issuer.JwksUri.Length == 0;

    private static string? Registration(MetadataDocument metadata) =>
        (metadata.Text("registration_endpoint") is not null, metadata.IsTrue("client_id_metadata_document_supported")) switch
        {
            (true, true) => "dynamic client registration and client id metadata documents",
            (true, false) => "dynamic client registration",
            (false, true) => "client id metadata documents",
            _ => null,
        };
}
