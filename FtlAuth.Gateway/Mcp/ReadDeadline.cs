using System.IO.Pipelines;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Reads until a time is over, and then ends the read in the reader's own way: one that a token breaks off leaves the server's reader unusable.</summary>
internal sealed class ReadDeadline : IDisposable
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Over = 2;

    private readonly PipeReader _source;
    private readonly ITimer _timer;
    private int _state;

    public ReadDeadline(PipeReader source, TimeSpan timeout, TimeProvider time)
    {
        _source = source;
        _timer = time.CreateTimer(static deadline => ((ReadDeadline)deadline!).OnOver(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <exception cref="TimeoutException">The time is over; nothing was read.</exception>
    public async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Reading, Idle) == Over)
        {
            throw new TimeoutException();
        }

        var result = await _source.ReadAsync(cancellationToken);
        if (Interlocked.CompareExchange(ref _state, Idle, Reading) == Over)
        {
            _source.AdvanceTo(result.Buffer.Start);
            throw new TimeoutException();
        }

        return result;
    }

    public void Dispose() => _timer.Dispose();

    private void OnOver()
    {
        if (Interlocked.Exchange(ref _state, Over) == Reading)
        {
            _source.CancelPendingRead();
        }
    }
}
