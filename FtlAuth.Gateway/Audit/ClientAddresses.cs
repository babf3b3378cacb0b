using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Gateway.Audit;

/// <summary>Tells whether an address is the client's own, so that something may follow from it.</summary>
internal sealed class ClientAddresses(ForwardedHeadersSettings proxies)
{
    /// <summary>False where nobody knows: on a socket of this machine, and behind a proxy that is not configured, which gives everybody its own address.</summary>
    public bool TryGetOwn(HttpContext context, out ClientAddress address)
    {
        address = ClientAddress.Of(context);
        var headers = context.Request.Headers;
        return address != default && (proxies.Any || !(headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded")));
    }
}
