using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace FtlAuth.Gateway.Proxy;

/// <summary>
/// The MCP server's events on their way to the client, byte for byte and at once; a comment where they are silent for long, and the end when it is time.
/// </summary>
/// <remarks>
/// YARP waits with a read of zero bytes, so that a silent stream holds no buffer, and then reads what has come. The wait here ends for the server, for a
/// comment, and for the end alike. The server's own read stays pending meanwhile, and the next wait goes on with it. Thus nobody but YARP ever writes to
/// the client, and one event costs no allocation here.
/// </remarks>
internal sealed class EventStream : Stream, IValueTaskSource<int>
{
    // A timer takes no more than some 49 days, and a clock that is set must be noticed.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly Stream _server;
    private readonly TimeProvider _time;
    private readonly TimeSpan _keepAlive;
    private readonly DateTimeOffset _ends;
    private readonly ITimer? _timer;

    // Needs no disposal: it has neither a timer nor a handle.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _clientGone;
    private readonly CancellationTokenRegistration _draining;
    private readonly Action _onServerRead;

    // The reader's own.
    private EventPosition _position;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _serverRead;
    private bool _isServerRead;

    // Between the reader and those who wake it.
    private ManualResetValueTaskSourceCore<int> _signal;
    private int _isWaiting;
    private int _isLetGo;
    private long _lastByte;
    private volatile bool _isBetweenEvents = true;
    private volatile bool _isCommentDue;
    private volatile bool _isEnded;
    private volatile bool _isDisposed;

    /// <param name="server">The stream of the MCP server's answer; disposed of with this one.</param>
    /// <param name="rules">What happens while it is silent, and when it ends.</param>
    /// <param name="time">Tells how long it was silent, and what time it is.</param>
    /// <param name="clientGone">Ends every read; in place of the tokens of single reads.</param>
    public EventStream(Stream server, EventStreamRules rules, TimeProvider time, CancellationToken clientGone)
    {
        _server = server;
        _time = time;
        _keepAlive = rules.KeepAlive;
        _ends = rules.Ends;
        _onServerRead = OnServerRead;
        _lastByte = time.GetTimestamp();
        _clientGone = clientGone.UnsafeRegister(static stream => ((EventStream)stream!)._stop.Cancel(), this);
        if (_keepAlive > TimeSpan.Zero || _ends < DateTimeOffset.MaxValue)
        {
            _timer = time.CreateTimer(static stream => ((EventStream)stream!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            OnTimer();
        }

        _draining = rules.Draining.UnsafeRegister(static stream => ((EventStream)stream!).End(), this);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private static ReadOnlySpan<byte> Comment => ": keep-alive\n\n"u8;

    // Judged by the reader, since bytes may have come after the timer found that there were none.
    private bool IsCommentDue => _isCommentDue && _position.IsBetweenEvents;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isEnded)
        {
            return ValueTask.FromResult(0);
        }

        if (buffer.IsEmpty)
        {
            return WaitAsync();
        }

        // (1) What the server has sent goes first.
        if (!_isServerRead || _serverRead.IsCompleted)
        {
            return ReadServerAsync(buffer);
        }

        // (2) It is silent: the comment that the timer asked for.
        if (IsCommentDue && buffer.Length >= Comment.Length)
        {
            Comment.CopyTo(buffer.Span);
            _isCommentDue = false;
            Volatile.Write(ref _lastByte, _time.GetTimestamp());
            return ValueTask.FromResult(Comment.Length);
        }

        // (3) The reader did not wait, or was woken too early.
        return WaitAndReadAsync(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is kept back.
    }

    int IValueTaskSource<int>.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _timer?.Dispose();
            _clientGone.Unregister();
            _draining.Unregister();
            _isDisposed = true;
            _stop.Cancel();
            if (!_isServerRead || _serverRead.IsCompleted)
            {
                LetGo();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>Returns 0 when there is something to read, whatever it is.</summary>
    private ValueTask<int> WaitAsync()
    {
        if (!_isServerRead)
        {
            var read = _server.ReadAsync(Memory<byte>.Empty, _stop.Token);
            if (read.IsCompleted)
            {
                return _isEnded ? ValueTask.FromResult(0) : read;
            }

            _serverRead = read.ConfigureAwait(false).GetAwaiter();
            _isServerRead = true;
            BeginToWait();
            _serverRead.UnsafeOnCompleted(_onServerRead);
        }
        else
        {
            BeginToWait();
        }

        // Whoever came before the wait began has woken nobody.
        return (_serverRead.IsCompleted || IsCommentDue || _isEnded) && Interlocked.Exchange(ref _isWaiting, 0) == 1
            ? ValueTask.FromResult(0)
            : new ValueTask<int>(this, _signal.Version);
    }

    private void BeginToWait()
    {
        _signal.Reset();
        Interlocked.Exchange(ref _isWaiting, 1);
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            _signal.SetResult(0);
        }
    }

    private ValueTask<int> ReadServerAsync(Memory<byte> buffer)
    {
        if (_isServerRead)
        {
            _isServerRead = false;
            try
            {
                _ = _serverRead.GetResult();
            }
            catch (Exception) when (_isEnded)
            {
                return ValueTask.FromResult(0);
            }
        }

        var read = _server.ReadAsync(buffer, _stop.Token);
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(Passed(buffer, read.Result)) : ReadServerAsync(read, buffer);
    }

    private async ValueTask<int> ReadServerAsync(ValueTask<int> read, Memory<byte> buffer)
    {
        try
        {
            return Passed(buffer, await read);
        }
        catch (Exception) when (_isEnded)
        {
            return 0;
        }
    }

    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer)
    {
        _ = await WaitAsync();
        return await ReadAsync(buffer, CancellationToken.None);
    }

    private int Passed(Memory<byte> buffer, int count)
    {
        _position.Advance(buffer.Span[..count]);
        _isBetweenEvents = _position.IsBetweenEvents;
        _isCommentDue = false;
        Volatile.Write(ref _lastByte, _time.GetTimestamp());
        return count;
    }

    // Set again only here, and not for each event: on a busy stream it just finds how much is left.
    private void OnTimer()
    {
        var left = _ends - _time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            End();
            return;
        }

        if (_keepAlive > TimeSpan.Zero)
        {
            var silent = _time.GetElapsedTime(Volatile.Read(ref _lastByte));
            if (silent >= _keepAlive)
            {
                silent = TimeSpan.Zero;
                _isCommentDue = _isBetweenEvents;
                if (_isCommentDue)
                {
                    Wake();
                }
            }

            left = left < _keepAlive - silent ? left : _keepAlive - silent;
        }

        // In whole milliseconds, as timers count.
        var next = Math.Ceiling(Math.Min(left.TotalMilliseconds, LongestTimer.TotalMilliseconds));
        _timer!.Change(TimeSpan.FromMilliseconds(next), Timeout.InfiniteTimeSpan);
    }

    // Not an error to the client; the request to the server is dropped.
    private void End()
    {
        _isEnded = true;
        _stop.Cancel();
        Wake();
    }

    private void OnServerRead()
    {
        // One or the other: once it is woken, the reader may have begun another read already.
        if (_isDisposed)
        {
            LetGo();
        }
        else
        {
            Wake();
        }
    }

    // Never under a read that is pending: the server's stream would be read by two.
    private void LetGo()
    {
        if (Interlocked.Exchange(ref _isLetGo, 1) == 1)
        {
            return;
        }

        if (_isServerRead)
        {
            try
            {
                _ = _serverRead.GetResult();
            }
            catch (Exception)
            {
                // Nobody is left who waits for it.
            }
        }

        _server.Dispose();
    }
}
