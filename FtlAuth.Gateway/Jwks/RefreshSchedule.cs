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
    // While somebody waits for an announcement, those that bring nothing are taken up no faster than this.
    private static readonly TimeSpan BetweenExpected = TimeSpan.FromMilliseconds(50);

    private volatile bool _announced;
    private Alarm _due = Alarm.Past;
    private Alarm _probe = Alarm.Never;
    private Alarm _announcement = Alarm.Past;
    private bool _isExpected;

    /// <summary>How many fetches have failed since the last one that did not.</summary>
    public int Failures { get; private set; }

    /// <summary>How long until the refresh is due.</summary>
    public TimeSpan UntilDue => _due.Remaining(time.GetUtcNow());

    public bool IsDue => _due.HasCome(time.GetUtcNow());

    /// <summary>Whether it is time to look at Redis.</summary>
    public bool IsAnnounced => NextAnnouncement.HasCome(time.GetUtcNow());

    private Alarm NextAnnouncement => _announced ? _announcement : _probe;

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

    /// <summary>Somebody waits for the next announcement: it is taken up at once, and for granted at that time.</summary>
    public void Expect(DateTimeOffset atTheLatest)
    {
        _announcement = _isExpected ? In(BetweenExpected) : Alarm.Past;
        _isExpected = true;
        ProbeAt(atTheLatest);
    }

    /// <summary>Nobody waits for an announcement any more.</summary>
    public void ExpectNothing() => _isExpected = false;

    /// <param name="pause">How long announcements are left alone now.</param>
    public void TakeAnnouncement(TimeSpan pause)
    {
        _announced = false;
        _probe = Alarm.Never;
        _announcement = In(pause);
    }

    public void At(DateTimeOffset due) => _due = new Alarm(time.GetUtcNow(), due);

    public void Succeeded(DateTimeOffset due)
    {
        Failures = 0;
        At(due);
    }

    /// <summary>Later each time, and never at the same time as the other replicas.</summary>
    public void Retry()
    {
        var delay = FirstRetry * Math.Pow(2, Math.Min(Failures++, 10));
        _due = In((delay < LongestRetry ? delay : LongestRetry) * (0.8 + (Random.Shared.NextDouble() * 0.4)));
    }

    /// <summary>Waits until there is something to do, or for as long as a timer can.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var woken = _wake.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var delay = UntilNext();
        if (delay > TimeSpan.Zero)
        {
            var alarm = Task.Delay(delay < LongestWait ? delay : LongestWait, time, waiting.Token);

            // Once more, since the clock may have been set before the alarm was.
            if (UntilNext() > TimeSpan.Zero)
            {
                await Task.WhenAny(woken, alarm);
            }
        }

        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _wake.Reader.TryRead(out _);
    }

    private TimeSpan UntilNext()
    {
        var now = time.GetUtcNow();
        var (announcement, due) = (NextAnnouncement.Remaining(now), _due.Remaining(now));
        return announcement < due ? announcement : due;
    }

    private void ProbeAt(DateTimeOffset at)
    {
        if (at < _probe.At)
        {
            _probe = new Alarm(time.GetUtcNow(), at);
        }
    }

    private Alarm In(TimeSpan delay)
    {
        var now = time.GetUtcNow();
        return new Alarm(now, now + delay);
    }
}
