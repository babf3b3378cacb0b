using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Operations;

/// <summary>
/// Begins to drain before anything stops, and keeps the server open for a while, until whoever balances has noticed. Then the host stops the server,
/// which lets the requests under way end, and cuts them when the host's time is over.
/// </summary>
internal sealed partial class GracefulShutdown(Draining draining, GatewaySettings settings, TimeProvider time, ILogger<GracefulShutdown> logger)
    : IHostedLifecycleService
{
    private readonly Lock _gate = new();
    private bool _isTold;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (draining.HasBegun)
        {
            // Told twice: whoever balances has had its time.
            return;
        }

        // The same token for everything that stops: with it the server cuts what is left.
        cancellationToken.UnsafeRegister(static shutdown => ((GracefulShutdown)shutdown!).OnTimeOver(), this);
        LogDraining(draining.Running, settings.DrainDelay, settings.Limits.DrainTimeout);

        // From now on, and not from when all that ends now has ended.
        var delay = Task.Delay(settings.DrainDelay, time, cancellationToken);
        await draining.BeginAsync(cancellationToken);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The server may have stopped before the registered call was made, and the process may end before it is.
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            OnTimeOver();
        }

        return Task.CompletedTask;
    }

    private void OnTimeOver()
    {
        // Who comes second waits until the first has told it.
        lock (_gate)
        {
            if (!_isTold && draining.Running is var running and > 0)
            {
                LogCut(running);
                _isTold = true;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The gateway stops: streams that only listen end now, new requests are served for another {Delay} while /health says 503 (Limits:DrainDelay), and those under way, now {Running}, get {Timeout} after that (Limits:DrainTimeout).")]
    private partial void LogDraining(int running, TimeSpan delay, TimeSpan timeout);

    [LoggerMessage(2, LogLevel.Warning, "The time to end is over: {Running} requests are cut. Limits:DrainTimeout says how long they get.")]
    private partial void LogCut(int running);
}
