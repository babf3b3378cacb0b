using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Faults;

/// <summary>Two gateways that share a cache, and clients of both.</summary>
public sealed record GatewayPair(CacheServer Cache, AdditionalGateway First, AdditionalGateway Second, GoodTraffic Traffic) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Traffic.DisposeAsync();
        await Second.DisposeAsync();
        await First.DisposeAsync();
        await Cache.DisposeAsync();
    }
}
