using FtlAuth.Gateway.Proxy;
using Microsoft.Extensions.ServiceDiscovery;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The MCP server behind the gateway, asked as the gateway would ask it, for nothing that changes anything.</summary>
internal sealed class McpServerCheck : ICheck
{
    private const string Consequence = "Clients with a good token get 502.";

    public string Name => "mcp-server";

    public Needs Needs => Needs.Settings;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var options = deployment.Settings!.McpGateway;
        if (await ResolveAsync(deployment, cancellationToken) is not { } address)
        {
            return [OfUnknownName(options.Url, "no address is known")];
        }

        using var probe = new Probe(deployment, useProxy: false);
        var answer = await probe.PostPingAsync(address.AbsoluteUri, cancellationToken, options.Headers.Select(header => (header.Key, header.Value)));
        return [Judge(options.Url, address, answer, deployment.Settings.Limits.UpstreamTimeout)];
    }

    /// <param name="url">As it is configured.</param>
    /// <param name="address">As it was resolved.</param>
    /// <param name="answer">What the server answered.</param>
    /// <param name="patience"><c>Limits:UpstreamTimeout</c>.</param>
    internal static Finding Judge(string url, Uri address, Answer answer, TimeSpan patience)
    {
        var took = answer.ReceivedAt - answer.SentAt;
        var where = address.AbsoluteUri == url ? url : $"{url} ({address.AbsoluteUri})";
        var found = $"The MCP server at {where} {answer.Describe()}.";
        return answer switch
        {
            { TimedOut: true } => Finding.Warning(
                found,
                $"The gateway waits for {patience:c} (Limits:UpstreamTimeout), longer than doctor; if it takes longer than that, clients get 504.",
                "Check that the server is not stuck or starting, and firewalls between here and there; a slow one needs a longer Limits:UpstreamTimeout."),
            { Error: HttpRequestError.NameResolutionError } => OfUnknownName(where, answer.Failure!),
            { Error: HttpRequestError.SecureConnectionError } => Finding.Failure(
                found,
                Consequence,
                "Use http in McpGateway:Url if the server speaks no TLS; the authority of its certificate must be known to the gateway's machine (SSL_CERT_FILE)."),
            { Failure: not null } => Finding.Failure(found, Consequence, "Check McpGateway:Url, its port too, and that the server runs."),
            { IsRedirect: true } => Finding.Failure(found, $"The gateway follows no redirect. {Consequence}", "Set McpGateway:Url to where it redirects to."),
            { Status: > 0 } when took > patience => Finding.Failure(
                found,
                $"It took {took.TotalSeconds:0.#} s, and the gateway waits for {patience:c} (Limits:UpstreamTimeout): clients get 504.",
                "Find out why it is so slow, or raise Limits:UpstreamTimeout."),
            { Status: StatusCodes.Status401Unauthorized } => Finding.Warning(
                found,
                $"Doctor names no user, as the gateway does (X-Auth-User-Id). If the server answers 401 to the gateway too, it does not trust it. {Consequence}",
                "Look for 'answered 401' in the gateway's log; then let the server trust the gateway, or give the gateway a credential for it in McpGateway:Headers."),
            { Status: StatusCodes.Status403Forbidden } => Finding.Warning(
                found,
                "Doctor names no user, as the gateway does (X-Auth-User-Id). If the server answers 403 to the gateway too, clients get that.",
                "Call it through the gateway with a good token; if it is 403 then, let the server trust the gateway."),
            { Status: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed } => Finding.Failure(
                found,
                "There is a server, and its MCP endpoint is at another path. Clients get this answer in place of one of MCP.",
                "Set the path in McpGateway:Url to that of the server's MCP endpoint, such as /mcp."),
            { Status: >= 500 } => Finding.Failure(found, "It is there, and fails; clients get this answer.", "Look at the log of the MCP server."),
            _ => Finding.Ok($"The MCP server at {where} answers ({answer.Status})."),
        };
    }

    private static Finding OfUnknownName(string where, string reason) => Finding.Failure(
        $"The MCP server at {where} cannot be found: {reason}.",
        Consequence,
        "Check the host in McpGateway:Url: a name of DNS as the gateway's machine sees it, or of service discovery (services:<name>:http:0).");

    // By the gateway's own class, since the host may be a name of service discovery.
    private static async Task<Uri?> ResolveAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(deployment.Configuration)
            .AddSingleton(deployment.Time)
            .AddLogging()
            .AddServiceDiscovery()
            .BuildServiceProvider();
        try
        {
            return await new UpstreamAddress(deployment.Settings!.McpGateway, services.GetRequiredService<ServiceEndpointResolver>()).GetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Service discovery reports in many ways that it knows no address.
            return null;
        }
    }
}
