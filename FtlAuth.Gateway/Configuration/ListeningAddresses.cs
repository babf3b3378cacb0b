using System.Net;

namespace FtlAuth.Gateway.Configuration;

/// <summary>The addresses that the server will listen on, as far as configuration tells before it starts.</summary>
internal static class ListeningAddresses
{
    private const string DefaultAddress = "http://localhost:5000";

    /// <summary>Whether nobody but this machine can reach the gateway.</summary>
    public static bool AreAllLoopback(IConfiguration configuration) => All(configuration).All(IsLoopback);

    /// <summary>The addresses as URLs, where the server has no endpoints of its own in <c>Kestrel:Endpoints</c>.</summary>
    public static string[] Urls(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { } urls && !string.IsNullOrWhiteSpace(urls))
        {
            return Split(urls);
        }

        string[] ports =
        [
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
        ];
        return ports.Length > 0 ? ports : [DefaultAddress];
    }

    /// <summary>Whether the server listens on a port, as far as configuration tells.</summary>
    public static bool Include(IConfiguration configuration, int port) => All(configuration).Any(address => PortOf(address) == port);

    /// <summary>The <c>http://localhost:port</c> under which a gateway on loopback is reached; null when only the running server knows its port.</summary>
    public static string? OwnOrigin(IConfiguration configuration)
    {
        // As the running gateway chooses: http before https.
        var bindings = All(configuration).Where(IsLoopback).Select(BindingAddress.Parse).Where(binding => binding is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 }).ToArray();
        return (Array.Find(bindings, binding => binding.Scheme == Uri.UriSchemeHttp) ?? bindings.FirstOrDefault()) is { } found
            ? $"{found.Scheme}://localhost:{found.Port}"
            : null;
    }

    /// <summary>Whether a host name, or an address in or without brackets, is this machine's own.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>All of them, as they are configured.</summary>
    public static string[] All(IConfiguration configuration)
    {
        // Kestrel's own endpoints win over the addresses, the addresses over the ports, and with none it is http://localhost:5000.
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        return endpoints.Length > 0 ? endpoints : Urls(configuration);
    }

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
