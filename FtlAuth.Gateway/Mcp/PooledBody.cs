using System.Buffers;
using System.IO.Pipelines;

namespace FtlAuth.Gateway.Mcp;

/// <summary>A request body in pooled memory. Once disposed nothing can be read from it, whoever still holds a stream over it.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 4 * 1024;

    private readonly Lock _gate = new();
    private byte[]? _buffer;

    private PooledBody(byte[] buffer) => _buffer = buffer;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => (_buffer ?? throw new ObjectDisposedException(nameof(PooledBody))).AsSpan(0, Length);

    /// <summary>Reads a body; null when it is larger than <paramref name="limit"/> bytes. Memory grows with what has arrived, never with what was announced.</summary>
    /// <exception cref="TimeoutException">It took longer than <paramref name="timeout"/>.</exception>
    public static async ValueTask<PooledBody?> ReadAsync(PipeReader source, int limit, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = new PooledBody(ArrayPool<byte>.Shared.Rent(FirstSize));
        ReadDeadline? deadline = null;
        try
        {
            while (true)
            {
                // Most bodies come with their headers, and need no timer.
                if (!source.TryRead(out var result))
                {
                    deadline ??= new ReadDeadline(source, timeout, time);
                    result = await deadline.ReadAsync(cancellationToken);
                }

                var isTooLarge = result.Buffer.Length > limit - body.Length;
                if (!isTooLarge)
                {
                    body.Append(result.Buffer);
                }

                source.AdvanceTo(result.Buffer.End);
                if (isTooLarge)
                {
                    body.Dispose();
                    return null;
                }

                if (result.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    /// <summary>The body with changes, in memory of its own.</summary>
    public PooledBody Apply(IReadOnlyList<Edit> edits)
    {
        var length = Length;
        foreach (var edit in edits)
        {
            length += (edit.Insert?.Length ?? 0) - (edit.End - edit.Start);
        }

        var changed = new PooledBody(ArrayPool<byte>.Shared.Rent(length)) { Length = length };
        var target = changed._buffer.AsSpan();
        var position = 0;
        foreach (var edit in edits)
        {
            var kept = Span[position..edit.Start];
            kept.CopyTo(target);
            target = target[kept.Length..];
            edit.Insert.CopyTo(target);
            target = target[(edit.Insert?.Length ?? 0)..];
            position = edit.End;
        }

        Span[position..].CopyTo(target);
        return changed;
    }

    /// <summary>Copies from the body; 0 at its end.</summary>
    public int Read(int position, Span<byte> destination)
    {
        // Under the lock, so that no reader can see memory that was given back and belongs to another request.
        lock (_gate)
        {
            var source = Span[position..];
            var count = Math.Min(source.Length, destination.Length);
            source[..count].CopyTo(destination);
            return count;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = null;
            }
        }
    }

    private void Append(ReadOnlySequence<byte> arrived)
    {
        var length = Length + (int)arrived.Length;
        if (length > _buffer!.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, _buffer.Length * 2));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        arrived.CopyTo(_buffer.AsSpan(Length));
        Length = length;
    }
}
