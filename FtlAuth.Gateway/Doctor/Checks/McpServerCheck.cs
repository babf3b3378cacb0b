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
        return [Judge(options.Url, address, await probe.PostPingAsync(address.AbsoluteUri, cancellationToken, options.Headers.Select(header => (header.Key, header.Value))))];
    }

    internal static Finding Judge(string url, Uri address, Answer answer)
    {
        var where = address.AbsoluteUri == url ? url : $"{url} ({address.AbsoluteUri})";
        var found = $"The MCP server at {where} {answer.Describe()}.";
        return answer switch
        {
            { TimedOut: true } => Finding.Failure(
                found,
                "Clients with a good token wait for Limits:UpstreamTimeout, and get 504.",
                "Check that the server is not stuck or starting, and firewalls between here and there; a slow one needs a longer Limits:UpstreamTimeout."),
            { Error: HttpRequestError.NameResolutionError } => OfUnknownName(where, answer.Failure!),
            { Error: HttpRequestError.SecureConnectionError } => Finding.Failure(
                found,
                Consequence,
                "Use http in McpGateway:Url if the server speaks no TLS; the authority of its certificate must be known to the gateway's machine (SSL_CERT_FILE)."),
            { Failure: not null } => Finding.Failure(found, Consequence, "Check McpGateway:Url, its port too, and that the server runs."),
            { IsRedirect: true } => Finding.Failure(found, $"The gateway follows no redirect. {Consequence}", "Set McpGateway:Url to where it redirects to."),
            { Status: StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden } => Finding.Failure(
                found, $"It does not trust the gateway. {Consequence}", "Let it trust the gateway, or give the gateway a credential for it in McpGateway:Headers."),
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
