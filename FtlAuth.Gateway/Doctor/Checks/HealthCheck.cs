namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>What the gateway says of its own health, where it says so in public.</summary>
internal sealed class HealthCheck : ICheck
{
    private static readonly string[] Paths = ["/health", "/alive"];

    public string Name => "health";

    public Needs Needs => Needs.PublicUrl;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        var answers = await Task.WhenAll(Paths.Select(path => probe.GetAsync(deployment.PublicUrl + path, cancellationToken)));
        if (answers.All(answer => answer.Status == StatusCodes.Status404NotFound))
        {
            return [Finding.Ok(
                "/health and /alive are not public (404), which is fine.",
                "The gateway tells its health on its management port (Gateway:ManagementPort), or a proxy keeps the paths back; ask it there.")];
        }

        IReadOnlyList<Finding> findings = [.. Paths.Zip(answers, (path, answer) => Judge(deployment.PublicUrl + path, answer)).OfType<Finding>()];
        return findings.Count > 0 ? findings : [Finding.Ok("The gateway is ready, and well.")];
    }

    /// <summary>Null for a gateway that is well.</summary>
    internal static Finding? Judge(string uri, Answer answer)
    {
        var text = System.Text.Encoding.UTF8.GetString(answer.Body);
        return answer switch
        {
            { Failure: null, Status: StatusCodes.Status200OK } when text == "Healthy" => null,
            { Failure: null, Status: StatusCodes.Status200OK } when text == "Degraded" => Finding.Warning(
                $"{uri} says Degraded.",
                "Redis, the MCP server, or the keys of one of several issuers are missing; requests are served as far as they can be.",
                "See redis, mcp-server and keys; the gateway's log names which."),
            { Status: StatusCodes.Status404NotFound } => Finding.Warning(
                $"{uri} {answer.Describe()}, where the other of /health and /alive is public.",
                "A probe that asks it takes the gateway for dead.",
                "Route both to the gateway, or neither."),
            { Status: StatusCodes.Status503ServiceUnavailable } => Finding.Failure(
                $"{uri} {answer.Describe()} ({(text.Length is > 0 and < 40 ? text : "no word of the gateway's")}).",
                "The gateway has no keys yet, or is stopping; or no gateway is behind the proxy.",
                "See keys; look at the gateway's log, and run doctor again if it was just restarted."),
            { IsRedirect: true } or { Failure: null, Status: StatusCodes.Status200OK } => Finding.Warning(
                $"{uri} {answer.Describe()}, and is not the gateway's word.",
                "Something answers in place of the gateway.",
                "Let the proxy pass the path to the gateway, or answer 404 there."),
            { Status: StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden } =>
                Finding.Ok($"{uri} is not public ({answer.Status}), which is fine."),
            _ => Finding.Failure($"{uri} {answer.Describe()}.", "Whoever routes by it takes the gateway out of service.", "Check that the gateway runs, and its log."),
        };
    }
}
