using System.Net;
using System.Net.Sockets;

namespace FtlAuth.Benchmarks.Compare;

internal static class Loopback
{
    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
