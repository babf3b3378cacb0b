using System.Text;

namespace FtlAuth.Tests.Testing;

/// <summary>A stream as a client receives it, to the byte.</summary>
public sealed class ReceivedStream(HttpResponseMessage response, Stream stream) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public HttpResponseMessage Response => response;

    /// <summary>The next bytes are these; some may still be on their way.</summary>
    public async Task ExpectAsync(string text)
    {
        var buffer = new byte[Encoding.UTF8.GetByteCount(text)];
        var count = 0;
        while (count < buffer.Length && await ReadAsync(buffer.AsMemory(count)) is var read and > 0)
        {
            count += read;
        }

        Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, count));
    }

    /// <summary>Nothing more comes, and the stream is complete.</summary>
    public async Task ExpectEndAsync() => Assert.Equal(0, await ReadAsync(new byte[1]));

    /// <summary>Nothing more comes, and the stream breaks off.</summary>
    public Task ExpectErrorAsync() => Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(new byte[1]));

    /// <summary>The client goes away.</summary>
    public void Dispose() => response.Dispose();

    private Task<int> ReadAsync(Memory<byte> buffer) =>
        stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
}
