using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit;

/// <summary>The issuer identifier (RFC 8414, section 2) of this mock.</summary>
public sealed class IssuerIdentifier(IServer server, IOptions<MockAuthKitOptions> options)
{
    private string? _value;

    /// <summary>The configured issuer, else <c>http://localhost:port</c> of the address that is listened on.</summary>
    /// <exception cref="InvalidOperationException">No issuer is configured and the service has not started.</exception>
    public string Value => options.Value.Issuer ?? (_value ??= OwnAddress());

    private string OwnAddress()
    {
        // The port of http://127.0.0.1:0 is known only after the server has bound it.
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).ToList() ?? [];
        var address = addresses.Find(address => address.Scheme == Uri.UriSchemeHttp && address.Port != 0)
            ?? addresses.Find(address => address.Port != 0)
            ?? throw new InvalidOperationException(
                "The issuer is not known before the service listens: start it first, or set MockAuthKit:Issuer.");
        return $"{address.Scheme}://localhost:{address.Port}";
    }
}
