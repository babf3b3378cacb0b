using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Proxy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Discovery;

/// <summary>The origin under which clients know the gateway: from configuration, from its own loopback address, or derived from each request.</summary>
/// <remarks>A derived origin is what the client said, so that it never decides whether a token's audience fits.</remarks>
internal sealed class PublicOrigin(GatewayOptions gateway, AuthKitOptions authKit, ForwardedHeadersSettings forwardedHeaders, IServer server)
{
    private string? _fixed = gateway.PublicUrl.Length > 0 ? gateway.PublicUrl : null;
    private OriginParts? _fixedParts;

    /// <summary>Whether the origin depends on the request.</summary>
    public bool IsDerived { get; } = gateway.PublicUrl.Length == 0 && authKit.All.All(issuer => issuer.HasOwnAudience);

    /// <summary>The origin that no request changes; null when it is derived. Known once the server listens.</summary>
    public string? Fixed => IsDerived ? null : _fixed ??= OwnLoopbackOrigin();

    /// <summary>What the issuer should make tokens for, as an operator is told: not what a client calls it, which may be somebody else's address.</summary>
    public string Resource => Fixed is { } origin ? origin + gateway.Path : $"the URL that clients use, ending in {gateway.Path}";

    public string Of(HttpRequest request) => Fixed ?? Derive(request);

    /// <summary>The origin in parts, as it is told to the MCP server.</summary>
    public OriginParts PartsOf(HttpRequest request) =>
        Fixed is { } origin ? _fixedParts ??= OriginParts.Of(origin) : OriginParts.Of(Derive(request));

    /// <summary>The resource identifier (RFC 9728 section 1.2).</summary>
    public string ResourceOf(HttpRequest request) => Of(request) + gateway.Path;

    private string Derive(HttpRequest request)
    {
        // Not request.Host, which decodes international names and throws at those that are none.
        var host = new HostString(request.Headers.Host.ToString());
        var scheme = forwardedHeaders.Any && KnownProxiesExtensions.ForwardedScheme(request) is { } forwarded
            ? forwarded
            : ListeningAddresses.IsLoopbackHost(host.Host) ? Uri.UriSchemeHttp
            : host.Port is null or 443 ? Uri.UriSchemeHttps
            : request.Scheme;

        // Through Uri: lower case, no default port, and nothing but an origin whatever the header said.
        return Uri.TryCreate($"{scheme}://{host.Value}", UriKind.Absolute, out var origin)
            ? origin.GetLeftPart(UriPartial.Authority)
            : $"{scheme}://localhost";
    }

    private string OwnLoopbackOrigin()
    {
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Where(candidate => BindingAddress.Parse(candidate).Port != gateway.ManagementPort).ToArray();
        var address = addresses.FirstOrDefault(candidate => candidate.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? addresses.First();
        var binding = BindingAddress.Parse(address);
        return $"{binding.Scheme}://localhost:{binding.Port}";
    }
}
