namespace FtlAuth.Gateway.Operations;

/// <summary>Gives back to the system what only the start needed, and what would stay for as long as a gateway has too little to do for a collection.</summary>
/// <remarks>For a gateway that has its process to itself.</remarks>
internal static class StartupMemory
{
    // Redis and the keys come a moment after the start.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void GiveBackStartupMemory(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() => _ = GiveBackAsync());

    private static async Task GiveBackAsync()
    {
        await Task.Delay(Delay);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
