namespace FtlAuth.Gateway.Mcp;

/// <summary>The memory of a <see cref="PooledBody"/>, which is not given back before this is disposed of, once.</summary>
internal readonly struct BodyLease(PooledBody body, ReadOnlyMemory<byte> memory) : IDisposable
{
    public ReadOnlyMemory<byte> Memory { get; } = memory;

    public void Dispose() => body.Return();
}
