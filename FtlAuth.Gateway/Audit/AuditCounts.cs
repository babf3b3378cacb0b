namespace FtlAuth.Gateway.Audit;

/// <summary>Has the audit log tell what it counted, from time to time and at the end.</summary>
internal sealed class AuditCounts(AuditLog audit, AuditOptions options, TimeProvider time) : IHostedService, IDisposable
{
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static audit => ((AuditLog)audit!).WriteCounts(), audit, options.Interval, options.Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        audit.WriteCounts();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();
}
