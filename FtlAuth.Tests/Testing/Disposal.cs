using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Testing;

internal static class Disposal
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Awaits the disposal of a gateway: it waits for fetches that are under way, by the gateway's clock, which may be a fake that stands still.</summary>
    public static async Task EndAsync(ValueTask disposal, TimeProvider clock)
    {
        var ending = disposal.AsTask();
        while (await Task.WhenAny(ending, Task.Delay(Glance, TimeProvider.System)) != ending)
        {
            (clock as FakeTimeProvider)?.Advance(TimeSpan.FromSeconds(1));
        }

        await ending;
    }
}
