using FtlAuth.AllInOne;

namespace FtlAuth.Tests.Testing;

/// <summary>The embedded cache of a system.</summary>
internal sealed class GarnetCache(FtlAuthSystem system) : CacheServer
{
    public override string ConnectionString => system.CacheConnectionString;

    public override Task StartAgainAsync()
    {
        system.StartCache();
        return Task.CompletedTask;
    }

    public override Task StopAsync()
    {
        system.StopCache();
        return Task.CompletedTask;
    }

    /// <summary>It runs on: it is the system's.</summary>
    public override async ValueTask DisposeAsync() => await StartAgainAsync();
}
