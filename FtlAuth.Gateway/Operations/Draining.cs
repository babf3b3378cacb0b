namespace FtlAuth.Gateway.Operations;

/// <summary>Whether the gateway is about to stop, and how many requests it is forwarding.</summary>
internal sealed class Draining : IDisposable
{
    private readonly CancellationTokenSource _begun = new();
    private CancellationToken _timeOver;
    private int _running;

    public bool HasBegun => _begun.IsCancellationRequested;

    /// <summary>For what is to end when it begins.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>How many requests are being forwarded; once the time is over, how many were when it was.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Begins, and leaves time until <paramref name="timeOver"/>.</summary>
    public Task BeginAsync(CancellationToken timeOver)
    {
        _timeOver = timeOver;
        return _begun.CancelAsync();
    }

    /// <summary>Counts a request until the result is disposed of.</summary>
    public CountedRequest CountRequest()
    {
        Interlocked.Increment(ref _running);
        return new CountedRequest(this);
    }

    public void Dispose() => _begun.Dispose();

    public readonly struct CountedRequest(Draining draining) : IDisposable
    {
        public void Dispose()
        {
            if (!draining._timeOver.IsCancellationRequested)
            {
                Interlocked.Decrement(ref draining._running);
            }
        }
    }
}
