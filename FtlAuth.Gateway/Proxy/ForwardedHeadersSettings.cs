using System.Net;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Proxy;

/// <summary>The proxies in front of the gateway whose <c>X-Forwarded-*</c> headers count. Section <c>ForwardedHeaders</c>.</summary>
public sealed class ForwardedHeadersSettings : ISettings
{
    static string ISettings.Section => "ForwardedHeaders";

    /// <summary>IP addresses of proxies. Default: none, so that such headers count from nobody.</summary>
    /// <remarks>
    /// They say under which host, scheme and client address a request came. With <c>Gateway:PublicUrl</c> set, no URL depends on them.
    /// <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> is ignored, since it would trust every peer.
    /// </remarks>
    public IReadOnlyList<string> KnownProxies { get; set; } = [];

    /// <summary>Networks of proxies in CIDR notation, such as <c>10.0.0.0/8</c>. Default: none.</summary>
    public IReadOnlyList<string> KnownNetworks { get; set; } = [];

    internal bool Any => KnownProxies.Count + KnownNetworks.Count > 0;

    void ISettings.Validate(SettingMistakes mistakes)
    {
        foreach (var proxy in KnownProxies.Where(proxy => !IPAddress.TryParse(proxy, out _)))
        {
            mistakes.Add("ForwardedHeaders:KnownProxies", proxy, "must be an IP address, such as 10.0.0.4.");
        }

        foreach (var network in KnownNetworks.Where(network => !IPNetwork.TryParse(network, out var parsed) || parsed.PrefixLength == 0))
        {
            mistakes.Add("ForwardedHeaders:KnownNetworks", network, "must be a network in CIDR notation, such as 10.0.0.0/8, and not every address there is.");
        }
    }
}
