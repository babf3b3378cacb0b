using System.Net;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Gateway.Proxy;

/// <summary>
/// The body of a request to the MCP server. It has come whole before anything is sent, so that it goes in one write, and where it is small in one packet
/// with the headers, which YARP's own content would send before it.
/// </summary>
/// <param name="body">What is sent.</param>
/// <param name="stopped">Ends the sending that the request itself does not end.</param>
internal sealed class UpstreamContent(PooledBody body, CancellationToken stopped) : HttpContent
{
    private readonly long _length = body.Length;

    /// <summary>What ends the request, so that the sending need not be ended besides.</summary>
    public CancellationToken RequestToken { get; set; }

    /// <summary>The sending of the body; over HTTP/2 it may go on behind the answer.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the connection has taken all of it.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Why the connection has not; null as long as nothing went wrong.</summary>
    public Exception? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, RequestToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        (IsSent, Failure) = (false, null);
        return Sending = cancellationToken == RequestToken ? SendAsync(stream, cancellationToken) : SendUntilStoppedAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    // Over HTTP/2 the connection has a token of its own.
    private async Task SendUntilStoppedAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopped);
        await SendAsync(stream, either.Token);
    }

    private async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Over HTTP/2 an answer may come, and the request be over, while this still writes.
        using var lease = body.Borrow();
        try
        {
            await stream.WriteAsync(lease.Memory, cancellationToken);
            IsSent = true;
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }
}
