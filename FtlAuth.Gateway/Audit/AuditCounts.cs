namespace FtlAuth.Gateway.Audit;

/// <summary>Has the audit log tell what it counted, from time to time and at the end.</summary>
internal sealed class AuditCounts(AuditLog audit, AuditOptions options, TimeProvider time) : IHostedService, IDisposable
{
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Write(), null, options.Interval, options.Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Write();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    // A provider of the log that throws must not end the process, as an exception of a timer does; there is no log left to say so in.
    private void Write()
    {
        try
        {
            audit.WriteCounts();
        }
        catch (AggregateException)
        {
            // What the framework makes of exceptions of providers.
        }
    }
}
