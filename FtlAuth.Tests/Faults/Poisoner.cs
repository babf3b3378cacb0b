namespace FtlAuth.Tests.Faults;

/// <summary>Writes to the cache over and over, so that whatever a gateway writes there is gone before another one reads it.</summary>
internal sealed class Poisoner : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    private Poisoner(Func<Task> write) => _writing = KeepWritingAsync(write);

    /// <summary>Has written once when it returns.</summary>
    public static async Task<Poisoner> StartAsync(Func<Task> write)
    {
        await write();
        return new Poisoner(write);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private async Task KeepWritingAsync(Func<Task> write)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await write();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped, between two writes.
        }
    }
}
