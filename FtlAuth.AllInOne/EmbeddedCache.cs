using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;
using Garnet.common;
using Garnet.server;
using Garnet.server.Auth.Settings;

namespace FtlAuth.AllInOne;

/// <summary>The cache of the stack: Garnet, which speaks Redis' protocol, on a loopback port and in memory only.</summary>
/// <param name="port">The port; 0 picks a free one at the first start and keeps it.</param>
/// <param name="password">The password; null makes one up.</param>
internal sealed class EmbeddedCache(int port, string? password) : IDisposable
{
    /// <summary>The configuration key of the port.</summary>
    public const string PortKey = "Ports:Cache";

    private const int MaxAttempts = 5;

    private readonly string _password = password ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
    private int _port = port;
    private GarnetServer? _server;

    public string Address => $"{IPAddress.Loopback}:{_port}";

    /// <summary>What <c>ConnectionStrings:cache</c> has to be.</summary>
    public string ConnectionString => $"{Address},password={_password}";

    /// <exception cref="PortInUseException">Somebody else listens on the port.</exception>
    public void Start()
    {
        if (_server is not null)
        {
            return;
        }

        if (_port != 0)
        {
            _server = StartServer(_port);
            return;
        }

        // Garnet does not tell which port it got, so one is found first; another process may take it in between.
        for (var attempt = 1; _server is null; attempt++)
        {
            try
            {
                var free = FindFreePort();
                _server = StartServer(free);
                _port = free;
            }
            catch (PortInUseException) when (attempt < MaxAttempts)
            {
            }
        }
    }

    public void Stop()
    {
        _server?.Dispose();
        _server = null;
    }

    public void Dispose() => Stop();

    private GarnetServer StartServer(int port)
    {
        // A key set is half a megabyte at most: the smallest sizes are plenty.
        var server = new GarnetServer(new GarnetServerOptions
        {
            EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
            AuthSettings = new PasswordAuthenticationSettings(_password),
            LogMemorySize = "16m",
            PageSize = "1m",
            IndexMemorySize = "1m",
            PubSubPageSize = "64k",
            QuietMode = true,
        });
        try
        {
            server.Start();
            return server;
        }
        catch (GarnetException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            server.Dispose();
            throw new PortInUseException("cache", port, PortKey, exception);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
