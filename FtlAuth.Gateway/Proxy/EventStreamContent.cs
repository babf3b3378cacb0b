using System.Net;

namespace FtlAuth.Gateway.Proxy;

/// <summary>The content of an answer that is an <see cref="EventStream"/>, in place of the server's own.</summary>
internal sealed class EventStreamContent(HttpContent server, EventStreamRules rules, TimeProvider time) : HttpContent
{
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new EventStream(await server.ReadAsStreamAsync(cancellationToken), rules, time, cancellationToken);

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            server.Dispose();
        }

        base.Dispose(disposing);
    }
}
