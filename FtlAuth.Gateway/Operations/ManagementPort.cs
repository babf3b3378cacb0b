using System.Net;
using System.Net.Sockets;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Operations;

/// <summary><c>Gateway:ManagementPort</c>: one more address that the server listens on, wherever the configuration has the others.</summary>
internal static class ManagementPort
{
    /// <summary>Has the server listen there as well; changes nothing without a management port.</summary>
    public static void ListenOnManagementPort(this WebApplicationBuilder builder, GatewayOptions gateway)
    {
        if (gateway.ManagementPort is not { } port)
        {
            return;
        }

        var url = $"http://{HostOf(gateway.ManagementAddress)}:{port}";
        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            // The server then looks at nothing else.
            builder.Configuration.AddInMemoryCollection([new("Kestrel:Endpoints:FtlAuth-Management:Url", url)]);
            return;
        }

        // Addresses win over ports, of which the server would warn.
        builder.WebHost.UseUrls([.. ListeningAddresses.Urls(builder.Configuration), url]);
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
    }

    private static string HostOf(string address) =>
        address.Length == 0 ? "*" : IPAddress.Parse(address) is { AddressFamily: AddressFamily.InterNetworkV6 } six ? $"[{six}]" : address;
}
