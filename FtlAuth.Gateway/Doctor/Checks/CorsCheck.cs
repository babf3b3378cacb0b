using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>Whether pages of the public URL's own origin may call the endpoint, and pages of strangers may not.</summary>
internal sealed class CorsCheck : ICheck
{
    private const string AllowOrigin = "Access-Control-Allow-Origin";

    // A name that nobody can have (RFC 2606).
    private const string ForeignOrigin = "https://doctor.invalid";

    public string Name => "cors";

    public Needs Needs => Needs.PublicUrl;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        var answers = await Task.WhenAll(new[] { deployment.PublicUrl!, ForeignOrigin }.Select(origin => probe.SendHeadersAsync(
            HttpMethod.Options,
            deployment.Resource,
            cancellationToken,
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type,mcp-protocol-version"))));
        IReadOnlyList<Finding> findings =
        [
            .. new[]
            {
                JudgeOwn(deployment.PublicUrl!, answers[0], IsKnownToTheGateway(deployment)),
                JudgeForeign(answers[1], deployment.Settings?.Cors.AllowsAll == true),
            }.OfType<Finding>(),
        ];
        return findings.Count > 0 ? findings : [Finding.Ok($"Pages of {deployment.PublicUrl} may call {deployment.Path}, and pages of a foreign origin may not.")];
    }

    /// <summary>Null where browsers let pages of this origin call.</summary>
    /// <param name="origin">The origin that asked.</param>
    /// <param name="answer">The answer to the preflight.</param>
    /// <param name="isKnown">Whether the gateway can know that the origin is its own.</param>
    internal static Finding? JudgeOwn(string origin, Answer answer, bool isKnown)
    {
        const string Consequence = "Clients that run in a browser page of this origin cannot call; all others can.";
        var allowed = answer.Header(AllowOrigin);
        if (answer.Status is >= 200 and < 300 && (allowed == origin || allowed == "*"))
        {
            return Lists(answer, "Access-Control-Allow-Headers", "authorization") && Lists(answer, "Access-Control-Allow-Methods", "POST")
                ? null
                : Finding.Failure(
                    $"The preflight from {origin} allows neither POST nor Authorization, or one of the two only.",
                    $"Something before the gateway answers preflights. {Consequence}",
                    "Let OPTIONS pass to the gateway, and remove Access-Control-* rules of the proxy.");
        }

        var found = $"The preflight from {origin} {answer.Describe()}, {(allowed is null ? $"without {AllowOrigin}" : $"with {AllowOrigin}: {allowed}")}.";
        return !isKnown
            ? Finding.Warning(
                found,
                $"Where Gateway:PublicUrl is not set, the gateway does not know its own origin. {Consequence}",
                "Set Gateway:PublicUrl, or list the origin in Cors:AllowedOrigins.")
            : answer.Status == StatusCodes.Status403Forbidden
            ? Finding.Failure(
                found,
                $"The gateway takes its own origin for a foreign one: it is set up for another public URL. {Consequence}",
                $"Set Gateway:PublicUrl to {origin}, or list it in Cors:AllowedOrigins.")
            : Finding.Failure(
                found,
                $"Something before the gateway answers preflights, or asks who sends them. {Consequence}",
                "Let OPTIONS pass to the gateway without a sign-in, and remove Access-Control-* rules of the proxy.");
    }

    /// <summary>Null where browsers keep pages of a foreign origin from reading.</summary>
    internal static Finding? JudgeForeign(Answer answer, bool allOriginsAllowed)
    {
        const string Consequence = "Pages of every origin may call the endpoint, and nothing guards against DNS rebinding.";
        if (answer.Failure is not null)
        {
            return Finding.Skipped($"The preflight from {ForeignOrigin} {answer.Describe()}.", "Run it again.");
        }

        // Any other origin than the one that asked opens it to that one alone.
        return answer.Header(AllowOrigin) is var allowed && allowed is not ("*" or ForeignOrigin) ? null
            : allOriginsAllowed
            ? Finding.Warning("Cors:AllowedOrigins has '*'.", Consequence, "List the origins that you mean in its place.")
            : Finding.Failure(
                $"The preflight from {ForeignOrigin}, which nobody can have allowed, was answered with {AllowOrigin}: {allowed}.",
                $"Cors:AllowedOrigins of the gateway has '*', or a proxy adds the header by itself. {Consequence}",
                "List origins in Cors:AllowedOrigins, and remove Access-Control-* rules of the proxy.");
    }

    private static bool IsKnownToTheGateway(Deployment deployment) =>
        deployment.Settings is { Gateway.PublicUrl.Length: > 0 } || ListeningAddresses.IsLoopbackHost(new Uri(deployment.PublicUrl!).Host);

    private static bool Lists(Answer answer, string header, string name) =>
        (answer.Header(header) ?? "").Split(',', StringSplitOptions.TrimEntries).Any(value => value == "*" || value.Equals(name, StringComparison.OrdinalIgnoreCase));
}
