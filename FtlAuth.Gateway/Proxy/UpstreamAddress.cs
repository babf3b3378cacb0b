using System.Net;
using Microsoft.Extensions.ServiceDiscovery;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Where the MCP server is: its URL, with the host resolved by service discovery when it is a name known there.</summary>
internal sealed class UpstreamAddress(McpGatewayOptions options, ServiceEndpointResolver resolver)
{
    private readonly Uri _url = new(options.Url);
    private volatile Resolved? _resolved;
    private int _next;

    /// <summary>The next of the server's addresses.</summary>
    public ValueTask<Uri> GetAsync(CancellationToken cancellationToken) =>
        _resolved is { } resolved && !resolved.Source.ChangeToken.HasChanged
            ? ValueTask.FromResult(Next(resolved))
            : ResolveAsync(cancellationToken);

    private async ValueTask<Uri> ResolveAsync(CancellationToken cancellationToken)
    {
        var source = await resolver.GetEndpointsAsync(_url.GetLeftPart(UriPartial.Authority), cancellationToken);
        var resolved = new Resolved(source, source.Endpoints.Count > 0 ? [.. source.Endpoints.Select(endpoint => ToUri(endpoint.EndPoint))] : [_url]);
        _resolved = resolved;
        return Next(resolved);
    }

    private Uri Next(Resolved resolved) => resolved.Addresses.Length == 1
        ? resolved.Addresses[0]
        : resolved.Addresses[(uint)Interlocked.Increment(ref _next) % (uint)resolved.Addresses.Length];

    private Uri ToUri(EndPoint endpoint)
    {
        var (scheme, host, port) = endpoint switch
        {
            UriEndPoint uri => (uri.Uri.Scheme, uri.Uri.Host, uri.Uri.IsDefaultPort ? -1 : uri.Uri.Port),
            DnsEndPoint dns => (_url.Scheme, dns.Host, dns.Port),
            IPEndPoint ip => (_url.Scheme, ip.Address.ToString(), ip.Port),
            _ => (_url.Scheme, _url.Host, _url.Port),
        };

        // An endpoint without a port means that of the URL.
        return new UriBuilder(scheme, host, port > 0 ? port : endpoint is UriEndPoint ? -1 : _url.IsDefaultPort ? -1 : _url.Port, _url.AbsolutePath).Uri;
    }

    private sealed record Resolved(ServiceEndpointSource Source, Uri[] Addresses);
}
