using FtlAuth.Gateway.Proxy;
using FtlAuth.Tests.Mcp;

namespace FtlAuth.Tests.Proxy;

public sealed class UpstreamContentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_GivesTheBodyInOneWrite()
    {
        using var body = await Bodies.OfAsync(new byte[100_000]);
        using var content = new UpstreamContent(body, CancellationToken.None);
        var connection = new Connection();

        await content.CopyToAsync(connection, Cancel);

        Assert.Equal([100_000], connection.Writes);
        Assert.True(content.IsSent);
        Assert.Null(content.Failure);
        Assert.Equal(100_000, content.Headers.ContentLength);
    }

    [Fact]
    public async Task Copy_WhereTheServerHangsUp_TellsWhy()
    {
        using var body = await Bodies.OfAsync(new byte[10]);
        using var content = new UpstreamContent(body, CancellationToken.None);

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(new Connection { Failure = new IOException("gone") }, Cancel));

        Assert.False(content.IsSent);
        Assert.Equal("gone", content.Failure?.Message);
    }

    [Fact]
    public async Task Copy_OnAConnectionThatDoesNotTakeIt_EndsWhenItIsStopped()
    {
        using var body = await Bodies.OfAsync(new byte[10]);
        using var stop = new CancellationTokenSource();
        using var content = new UpstreamContent(body, stop.Token);
        using var ownToken = new CancellationTokenSource();
        var copying = content.CopyToAsync(new Connection { Gate = new TaskCompletionSource() }, ownToken.Token);
        Assert.False(content.Sending.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.IsAssignableFrom<OperationCanceledException>(content.Failure);
        Assert.False(content.IsSent);
    }

    [Fact]
    public async Task Copy_AfterOneThatFailed_CountsAlone()
    {
        using var body = await Bodies.OfAsync(new byte[10]);
        using var content = new UpstreamContent(body, CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(new Connection { Failure = new IOException("gone") }, Cancel));

        await content.CopyToAsync(new Connection(), Cancel);

        Assert.True(content.IsSent);
        Assert.Null(content.Failure);
    }

    [Fact]
    public async Task Copy_OutlastingTheRequest_WritesItsOwnBytes()
    {
        var bytes = Enumerable.Range(0, 200_000).Select(index => (byte)index).ToArray();
        var body = await Bodies.OfAsync(bytes);
        using var content = new UpstreamContent(body, CancellationToken.None);
        var connection = new Connection { Gate = new TaskCompletionSource() };
        var copying = content.CopyToAsync(connection, Cancel);

        body.Dispose();
        using (var another = await Bodies.OfAsync(new byte[bytes.Length]))
        {
            connection.Gate.SetResult();
            await copying;
        }

        Assert.Equal(bytes, connection.ToArray());
        Assert.Throws<ObjectDisposedException>(() => body.Borrow());
    }

    /// <summary>Takes what is written, and no flush: the connection flushes by itself, once.</summary>
    private sealed class Connection : MemoryStream
    {
        public List<int> Writes { get; } = [];

        public Exception? Failure { get; init; }

        public TaskCompletionSource? Gate { get; init; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            await (Gate?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
            Writes.Add(buffer.Length);
            Write(buffer.Span);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
