using System.Text;
using System.Threading.Channels;

namespace FtlAuth.Tests.Proxy;

/// <summary>A stream that gives what the test says when it says so, and notices when it is used otherwise than the server's would allow.</summary>
internal sealed class ScriptedStream : Stream
{
    // What is sent is read before the sender goes on, so that a test knows what has happened.
    private readonly Channel<byte[]> _parts = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
    private byte[] _rest = [];
    private int _reads;

    public bool IsDisposed { get; private set; }

    public bool WasDisposedWhileRead { get; private set; }

    public bool WasReadByTwo { get; private set; }

    /// <summary>Lets a read that is cancelled go on until it is released.</summary>
    public TaskCompletionSource? Release { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Send(string text) => Assert.True(_parts.Writer.TryWrite(Encoding.Latin1.GetBytes(text)));

    public void Fail() => Assert.True(_parts.Writer.TryComplete(new IOException("The server is gone.")));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        WasReadByTwo |= Interlocked.Increment(ref _reads) > 1;
        try
        {
            if (_rest.Length == 0)
            {
                _rest = await _parts.Reader.ReadAsync(cancellationToken);
            }

            var count = Math.Min(buffer.Length, _rest.Length);
            _rest.AsSpan(0, count).CopyTo(buffer.Span);
            _rest = _rest[count..];
            return count;
        }
        catch (OperationCanceledException) when (Release is { } release)
        {
            await release.Task;
            throw;
        }
        catch (ChannelClosedException exception)
        {
            throw exception.InnerException ?? exception;
        }
        finally
        {
            Interlocked.Decrement(ref _reads);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is kept back.
    }

    protected override void Dispose(bool disposing)
    {
        WasDisposedWhileRead |= Volatile.Read(ref _reads) > 0;
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
