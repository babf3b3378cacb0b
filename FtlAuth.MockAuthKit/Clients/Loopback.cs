using System.Net;

namespace FtlAuth.MockAuthKit.Clients;

/// <summary>Addresses of this machine, by parsed address: a name that only looks like one is none.</summary>
internal static class Loopback
{
    public static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && IsHost(uri.Host);

    public static bool IsHost(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
