using System.Net;

namespace FtlAuth.Gateway.Configuration;

/// <summary>The addresses that the server will listen on, as far as configuration tells before it starts.</summary>
internal static class ListeningAddresses
{
    /// <summary>Whether nobody but this machine can reach the gateway.</summary>
    public static bool AreAllLoopback(IConfiguration configuration)
    {
        // Kestrel's own endpoints win over the addresses, the addresses over the ports, and with none it is http://localhost:5000.
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        if (endpoints.Length > 0)
        {
            return endpoints.All(IsLoopback);
        }

        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        return string.IsNullOrWhiteSpace(urls)
            ? string.IsNullOrWhiteSpace(configuration[WebHostDefaults.HttpPortsKey]) && string.IsNullOrWhiteSpace(configuration[WebHostDefaults.HttpsPortsKey])
            : urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(IsLoopback);
    }

    /// <summary>The addresses as URLs, where the server has no endpoints of its own in <c>Kestrel:Endpoints</c>.</summary>
    public static string[] Urls(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { } urls && !string.IsNullOrWhiteSpace(urls))
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        string[] ports =
        [
            .. PortsOf(WebHostDefaults.HttpPortsKey).Select(port => $"http://*:{port}"),
            .. PortsOf(WebHostDefaults.HttpsPortsKey).Select(port => $"https://*:{port}"),
        ];
        return ports.Length > 0 ? ports : ["http://localhost:5000"];

        string[] PortsOf(string key) => (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Whether the server listens on a port, as far as configuration tells.</summary>
    public static bool Include(IConfiguration configuration, int port)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        return (endpoints.Length > 0 ? endpoints : Urls(configuration)).Any(url => PortOf(url) == port);
    }

    /// <summary>Whether a host name, or an address in or without brackets, is this machine's own.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static int? PortOf(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Port;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsLoopback(string address)
    {
        // Hosts such as * and + are no URIs, and no loopback either; sockets of this machine (unix:, pipe:) have no network behind them.
        try
        {
            var binding = BindingAddress.Parse(address);
            return binding.IsUnixPipe || binding.IsNamedPipe || IsLoopbackHost(binding.Host);
        }
        catch (FormatException)
        {
            // The server says what is wrong with it when it binds; until then it is not known to be safe.
            return false;
        }
    }
}
