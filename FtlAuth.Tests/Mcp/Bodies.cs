using System.IO.Pipelines;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

/// <summary>Bodies in pooled memory, read as the gateway reads them.</summary>
internal static class Bodies
{
    public static async Task<PooledBody> OfAsync(byte[] bytes) =>
        (await ReadAsync(new MemoryStream(bytes), int.MaxValue))!;

    /// <summary>Null when the body is larger than the limit.</summary>
    public static ValueTask<PooledBody?> ReadAsync(Stream source, int limit) =>
        PooledBody.ReadAsync(PipeReader.Create(source), limit, TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
