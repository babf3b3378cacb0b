using System.Net;

namespace FtlAuth.Gateway.Configuration;

/// <summary>The addresses that the server will listen on, as far as configuration tells before it starts.</summary>
internal static class ListeningAddresses
{
    private const string DefaultAddress = "http://localhost:5000";

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

    /// <summary>The <c>http://localhost:port</c> under which a gateway on loopback is reached; null when only the running server knows its port.</summary>
    public static string? OwnOrigin(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        var addresses = endpoints.Length > 0 ? endpoints
            : string.IsNullOrWhiteSpace(urls) ? [DefaultAddress]
            : urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // As the running gateway chooses: http before https.
        var bindings = addresses.Where(IsLoopback).Select(BindingAddress.Parse).Where(binding => binding is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 }).ToArray();
        return (Array.Find(bindings, binding => binding.Scheme == Uri.UriSchemeHttp) ?? bindings.FirstOrDefault()) is { } found
            ? $"{found.Scheme}://localhost:{found.Port}"
            : null;
    }

    /// <summary>Whether a host name, or an address in or without brackets, is this machine's own.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

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
