using System.Threading.Channels;

namespace FtlAuth.Gateway.Jwks;

/// <summary>When the refresher's next step is: at its time, or when it is woken.</summary>
internal sealed class RefreshSchedule(TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    // A timer cannot wait for much longer; whoever wakes early finds nothing to do and waits again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _announced;
    private DateTimeOffset _probe = DateTimeOffset.MaxValue;
    private DateTimeOffset _noAnnouncementBefore = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>When the refresh is due.</summary>
    public DateTimeOffset Due { get; private set; }

    public bool IsDue => time.GetUtcNow() >= Due;

    /// <summary>Whether it is time to look at Redis.</summary>
    public bool IsAnnounced => time.GetUtcNow() >= NextAnnouncement;

    private DateTimeOffset NextAnnouncement => _announced ? _noAnnouncementBefore : _probe;

    /// <summary>Ends the wait at once.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Another replica says that it has put a set into Redis.</summary>
    public void Announce()
    {
        _announced = true;
        Wake();
    }

    /// <summary>Looks at Redis after that time, announced or not.</summary>
    public void Probe(TimeSpan delay) => ProbeAt(time.GetUtcNow() + delay);

    /// <summary>Somebody waits for the next announcement: it is taken at once, and for granted at that time.</summary>
    public void Expect(DateTimeOffset atTheLatest)
    {
        _noAnnouncementBefore = DateTimeOffset.MinValue;
        ProbeAt(atTheLatest);
    }

    /// <param name="pause">How long announcements are left alone now.</param>
    public void TakeAnnouncement(TimeSpan pause)
    {
        _announced = false;
        _probe = DateTimeOffset.MaxValue;
        _noAnnouncementBefore = time.GetUtcNow() + pause;
    }

    public void At(DateTimeOffset due) => Due = due;

    public void Succeeded(DateTimeOffset due)
    {
        _failures = 0;
        Due = due;
    }

    /// <summary>Later each time, and never at the same time as the other replicas.</summary>
    public void Retry()
    {
        var delay = FirstRetry * Math.Pow(2, Math.Min(_failures++, 10));
        Due = time.GetUtcNow() + ((delay < LongestRetry ? delay : LongestRetry) * (0.8 + (Random.Shared.NextDouble() * 0.4)));
    }

    /// <summary>Waits until there is something to do, or for as long as a timer can.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = NextAnnouncement < Due ? NextAnnouncement : Due;
        var delay = next - time.GetUtcNow();
        var woken = _wake.Reader.WaitToReadAsync(waiting.Token).AsTask();
        if (delay > TimeSpan.Zero)
        {
            await Task.WhenAny(woken, Task.Delay(delay < LongestWait ? delay : LongestWait, time, waiting.Token));
        }

        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _wake.Reader.TryRead(out _);
    }

    private void ProbeAt(DateTimeOffset at) => _probe = at < _probe ? at : _probe;
}
