using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>Whether anything listens where Redis should be, since its client tells only that it could not connect, and not why.</summary>
internal static class RedisEndpoints
{
    /// <summary>Returns when one of the servers accepts a connection.</summary>
    /// <exception cref="SocketException">None does; why the last one does not.</exception>
    /// <exception cref="TimeoutException">None does within the limit of a request.</exception>
    public static async Task ReachAsync(ConfigurationOptions options, Deployment deployment, CancellationToken cancellationToken)
    {
        // Through a tunnel, or by way of sentinels, the client finds its servers elsewhere.
        if (options.Tunnel is not null || options.ServiceName is not null)
        {
            return;
        }

        var limit = deployment.Limits.Request;
        using var timeout = new CancellationTokenSource(limit, deployment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await ReachAsync(options, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing accepts a connection within {limit.TotalSeconds:0.#} s");
        }
    }

    private static async Task ReachAsync(ConfigurationOptions options, CancellationToken cancellationToken)
    {
        // All at once, since one of several is enough, and another may be silent.
        var connecting = options.EndPoints.Select(endpoint => ConnectAsync(WithPort(endpoint, options.Ssl), cancellationToken)).ToList();
        while (await Task.WhenAny(connecting) is var ended && !ended.IsCompletedSuccessfully && connecting.Count > 1)
        {
            connecting.Remove(ended);
        }

        await await Task.WhenAny(connecting);
    }

    private static async Task ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        using var socket = endpoint is DnsEndPoint
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(endpoint, cancellationToken);
    }

    // The client's own defaults.
    private static EndPoint WithPort(EndPoint endpoint, bool tls) => endpoint switch
    {
        DnsEndPoint { Port: 0 } dns => new DnsEndPoint(dns.Host, tls ? 6380 : 6379),
        IPEndPoint { Port: 0 } ip => new IPEndPoint(ip.Address, tls ? 6380 : 6379),
        _ => endpoint,
    };
}
