using System.Net;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Gateway.Proxy;

/// <summary>
/// The body of a request to the MCP server. It has come whole before anything is sent, so that it goes in one write, and where it is small in one packet
/// with the headers, which YARP's own content would send before it.
/// </summary>
internal sealed class UpstreamContent(PooledBody body) : HttpContent
{
    private readonly long _length = body.Length;

    /// <summary>Whether the connection has taken all of it.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Why the connection has not; null as long as nothing went wrong.</summary>
    public Exception? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // Over HTTP/2 an answer may come, and the request be over, while this still writes.
        using var lease = body.Borrow();
        try
        {
            await stream.WriteAsync(lease.Memory, cancellationToken);
            IsSent = true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = exception;
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
