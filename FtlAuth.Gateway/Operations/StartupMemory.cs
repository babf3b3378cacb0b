namespace FtlAuth.Gateway.Operations;

/// <summary>Gives back to the system what only the start needed, and what would stay for as long as a gateway has too little to do for a collection.</summary>
/// <remarks>For a gateway that has its process to itself.</remarks>
internal static class StartupMemory
{
    // Redis and the keys come a moment after the start.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>Collects once, a second after the start, which takes some milliseconds; not while requests are under way, which bring collections of their own.</summary>
    public static void GiveBackStartupMemory(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() => _ = GiveBackAsync(app.Services.GetRequiredService<Draining>()));

    private static async Task GiveBackAsync(Draining draining)
    {
        await Task.Delay(Delay);
        if (draining.Running == 0)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
