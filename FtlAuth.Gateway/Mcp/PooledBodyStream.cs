namespace FtlAuth.Gateway.Mcp;

/// <summary>Reads a <see cref="PooledBody"/> as the request's body.</summary>
/// <param name="body">What is read.</param>
/// <param name="original">What it was made of, when it was changed.</param>
internal sealed class PooledBodyStream(PooledBody body, PooledBody? original = null) : Stream
{
    private int _position;
    private bool _isRead;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives the memory back: of the original, and if the reader has come to the end, of the body.</summary>
    public void LetGo()
    {
        original?.Dispose();
        if (_isRead)
        {
            body.Dispose();
        }
    }

    public override int Read(Span<byte> buffer)
    {
        // Who waits reads nothing, which is not the end.
        if (_isRead || buffer.IsEmpty)
        {
            return 0;
        }

        var count = body.Read(_position, buffer);
        _position += count;
        _isRead = count == 0;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
