using System.Buffers;
using System.IO.Pipelines;

namespace FtlAuth.Gateway.Mcp;

/// <summary>
/// A request body in pooled memory. Once it is disposed of nothing new can be read from it; the memory is given back when nobody writes from it any more,
/// since it may belong to another request then.
/// </summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 4 * 1024;

    private readonly Lock _gate = new();
    private byte[]? _buffer;
    private int _borrowers;
    private bool _isDisposed;

    private PooledBody(byte[] buffer) => _buffer = buffer;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => Memory.Span;

    private ReadOnlyMemory<byte> Memory => _isDisposed ? throw new ObjectDisposedException(nameof(PooledBody)) : _buffer.AsMemory(0, Length);

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

    /// <summary>Lends the memory to a write that may outlast the request.</summary>
    /// <exception cref="ObjectDisposedException">The body was disposed of.</exception>
    public BodyLease Borrow()
    {
        lock (_gate)
        {
            var memory = Memory;
            _borrowers++;
            return new BodyLease(this, memory);
        }
    }

    /// <summary>Ends what <see cref="Borrow"/> began.</summary>
    public void Return()
    {
        lock (_gate)
        {
            _borrowers--;
            GiveBackUnlessUsed();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            GiveBackUnlessUsed();
        }
    }

    private void GiveBackUnlessUsed()
    {
        if (_isDisposed && _borrowers == 0 && _buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
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
