namespace FtlAuth.Tests.Mcp;

/// <summary>Gives one byte per read: of the content, or without end.</summary>
internal sealed class DrippingStream(byte[]? content) : Stream
{
    public int Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || Given == content?.Length)
        {
            return 0;
        }

        buffer[offset] = content?[Given] ?? 0;
        Given++;
        return 1;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
