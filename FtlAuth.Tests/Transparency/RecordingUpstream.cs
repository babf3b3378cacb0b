using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FtlAuth.Tests.Transparency;

/// <summary>An MCP server on a bare socket: keeps each request as it came, and writes the answer that it was told to, byte for byte.</summary>
internal sealed class RecordingUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<RawMessage> _received = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    private readonly Task _accepting;

    public RecordingUpstream()
    {
        _listener.Start();
        Authority = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Authority { get; }

    /// <summary>What every request is answered from now on.</summary>
    public ServerAnswer Answer { get; set; } = ServerAnswer.Empty("HTTP/1.1 202 Accepted");

    /// <summary>The requests since the last call, oldest first.</summary>
    public IReadOnlyList<RawMessage> Take()
    {
        var taken = new List<RawMessage>();
        while (_received.TryDequeue(out var request))
        {
            taken.Add(request);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptTcpClientAsync(CancellationToken.None);
                _connections[connection] = true;
                _ = ServeAsync(connection);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        try
        {
            connection.NoDelay = true;
            var stream = connection.GetStream();
            var reader = new RawMessageReader(stream, CancellationToken.None);
            while (await reader.ReadRequestAsync() is { } request)
            {
                _received.Enqueue(request);
                var answer = Answer;
                foreach (var piece in answer.ToPieces())
                {
                    await stream.WriteAsync(piece, CancellationToken.None);
                }

                if (answer.Framing == Framing.None)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The client is gone, or the test is over.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }
}
