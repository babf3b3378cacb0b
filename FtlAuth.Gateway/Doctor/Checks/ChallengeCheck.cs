using System.Text.RegularExpressions;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>What a client without a token is told: 401 with the way to the metadata (RFC 9728 section 5.1).</summary>
internal sealed partial class ChallengeCheck : ICheck
{
    private const string NoWay = "Clients learn nowhere how to sign in.";

    private static readonly string[] Methods = ["POST", "GET"];

    public string Name => "challenge";

    public Needs Needs => Needs.PublicUrl;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        var answers = await Task.WhenAll(
            probe.PostPingAsync(deployment.Resource, cancellationToken),
            probe.SendHeadersAsync(HttpMethod.Get, deployment.Resource, cancellationToken, ("Accept", "text/event-stream")));
        var metadata = deployment.PublicUrl + ProtectedResourceMetadataEndpoints.Path + deployment.Path;
        IReadOnlyList<Finding> findings =
        [
            .. Methods.Zip(answers, (method, answer) => Judge($"{method} {deployment.Resource} without a token", answer, metadata)).OfType<Finding>(),
        ];
        return findings.Count > 0 ? findings : [Finding.Ok($"POST and GET without a token are 401, and point to {metadata}.")];
    }

    /// <summary>Null for an answer that shows the way.</summary>
    internal static Finding? Judge(string request, Answer answer, string metadata)
    {
        var found = $"{request} {answer.Describe()}.";
        if (answer.Status != StatusCodes.Status401Unauthorized)
        {
            return answer switch
            {
                { Status: >= 200 and < 300 } => Finding.Failure(
                    found,
                    "Whoever comes gets in without a token: this is not the gateway, or it is passed by.",
                    "Take the MCP server off the net at once, and route the path to the gateway."),
                { Status: StatusCodes.Status404NotFound } => Finding.Failure(
                    found,
                    $"The path does not come to the gateway, or the gateway has another Gateway:Path. {NoWay}",
                    "Route exactly this path to the gateway, without a slash at its end."),
                { Status: StatusCodes.Status403Forbidden } => Finding.Failure(
                    found,
                    $"Something before the gateway refuses: a web application firewall, or a list of addresses. {NoWay}",
                    "Let requests to this path pass to the gateway."),
                { IsRedirect: true } => Finding.Failure(
                    found,
                    $"A redirected POST becomes a GET, or is not followed. {NoWay}",
                    "Serve the endpoint where it is asked for."),
                _ => Finding.Failure(found, NoWay, "Check that the proxy reaches the gateway, and the log of both."),
            };
        }

        var challenge = answer.Header("WWW-Authenticate") ?? "";
        if (ResourceMetadata().Match(challenge) is not { Success: true } match)
        {
            return Finding.Failure(
                $"{request} is 401, but its WWW-Authenticate has no resource_metadata.",
                $"Something before the gateway wants credentials of its own, or removes the header. {NoWay}",
                "Let Authorization and WWW-Authenticate pass unchanged in both directions.");
        }

        return match.Groups["uri"].Value is var uri && uri == metadata
            ? null
            : UrlMismatch.Explain(
                $"resource_metadata in the challenge to {request.Split(' ')[0]}",
                metadata,
                uri,
                "Clients look for the metadata there, and do not find it, or do not believe it.");
    }

    [GeneratedRegex("^Bearer .*\\bresource_metadata=\"(?<uri>[^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex ResourceMetadata();
}
