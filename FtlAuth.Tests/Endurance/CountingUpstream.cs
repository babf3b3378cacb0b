using System.Collections.Concurrent;
using System.Security.Cryptography;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Tests.Endurance;

/// <summary>An MCP server that counts what reaches it, and keeps the hash of each body.</summary>
internal sealed class CountingUpstream : IAsyncDisposable
{
    private readonly ConcurrentQueue<(long Length, string Hash)> _bodies = new();
    private FakeServer _server = null!;
    private int _begun;

    public string Origin => _server.Origin;

    /// <summary>How many requests have begun to arrive.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>The bodies that have arrived in full.</summary>
    public IReadOnlyCollection<(long Length, string Hash)> Bodies => _bodies;

    public static async Task<CountingUpstream> StartAsync()
    {
        var upstream = new CountingUpstream();
        upstream._server = await FakeServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref upstream._begun);
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[64 * 1024];
            var length = 0L;
            while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
            {
                hash.AppendData(buffer, 0, read);
                length += read;
            }

            upstream._bodies.Enqueue((length, Convert.ToHexString(hash.GetHashAndReset())));
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("""{"jsonrpc":"2.0","id":1,"result":{}}"""u8.ToArray(), context.RequestAborted);
        });
        return upstream;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
