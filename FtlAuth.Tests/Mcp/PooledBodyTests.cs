using System.IO.Pipelines;
using FtlAuth.Gateway.Mcp;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Mcp;

public sealed class PooledBodyTests
{
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(1024, 1024, true)]
    [InlineData(1025, 1024, false)]
    [InlineData(4096, 4096, true)]
    [InlineData(4097, 4096, false)]
    [InlineData(100_000, 100_000, true)]
    [InlineData(100_001, 100_000, false)]
    public async Task ReadAsync_Limit_IsTheLargestBody(int length, int limit, bool accepted)
    {
        var bytes = RandomBytes(length);

        using var body = await Bodies.ReadAsync(new MemoryStream(bytes), limit);

        Assert.Equal(accepted, body is not null);
        Assert.Equal(accepted ? bytes : null, body?.Span.ToArray());
    }

    [Fact]
    public async Task ReadAsync_ByteForByte_GivesTheWholeBody()
    {
        var bytes = RandomBytes(20_000);

        using var body = await Bodies.ReadAsync(new DrippingStream(bytes), bytes.Length);

        Assert.Equal(bytes, body!.Span.ToArray());
    }

    [Fact]
    public async Task ReadAsync_EndlessBody_StopsAfterTheLimit()
    {
        var endless = new DrippingStream(null);

        Assert.Null(await Bodies.ReadAsync(endless, 10_000));
        Assert.Equal(10_001, endless.Given);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public async Task ReadAsync_BodyThatDoesNotCome_IsGivenUpAfterTheTimeout(int seconds, bool givenUp)
    {
        var time = new FakeTimeProvider();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("begun"u8.ToArray(), TestContext.Current.CancellationToken);
        var reading = PooledBody.ReadAsync(pipe.Reader, 100, TimeSpan.FromSeconds(60), time, TestContext.Current.CancellationToken).AsTask();

        time.Advance(TimeSpan.FromSeconds(seconds));
        await pipe.Writer.CompleteAsync();

        Assert.Equal(givenUp, await Record.ExceptionAsync(() => reading) is TimeoutException);
    }

    [Fact]
    public async Task ReadAsync_ClientGone_IsNoTimeout()
    {
        using var client = new CancellationTokenSource();
        var reading = PooledBody.ReadAsync(new Pipe().Reader, 100, TimeSpan.FromSeconds(60), new FakeTimeProvider(), client.Token).AsTask();

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Stream_OverTheBody_GivesItOnceInPieces()
    {
        var bytes = RandomBytes(10_000);
        using var body = await Bodies.OfAsync(bytes);
        await using var stream = new PooledBodyStream(body);

        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, 777, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(0, stream.Read(new byte[10], 0, 10));
    }

    [Fact]
    public async Task Read_AfterDispose_GivesNothingOfTheMemory()
    {
        var body = await Bodies.OfAsync(RandomBytes(100));
        await using var stream = new PooledBodyStream(body);
        body.Dispose();
        body.Dispose();

        Assert.Throws<ObjectDisposedException>(() => body.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => body.Read(0, new byte[1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public async Task LetGo_OfTheStream_GivesTheMemoryBackOnceTheEndWasRead(int bytesAskedFor, bool given)
    {
        using var body = await Bodies.OfAsync("0123456789"u8.ToArray());
        await using var stream = new PooledBodyStream(body);
        for (var count = 0; count < bytesAskedFor; count++)
        {
            // As YARP reads: it waits with an empty buffer before each read.
            Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
            Assert.Equal(count < 10 ? 1 : 0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }

        stream.LetGo();

        Assert.Equal(given, Record.Exception(() => body.Span.Length) is ObjectDisposedException);
        Assert.Equal(given ? 0 : 10 - bytesAskedFor, await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task LetGo_OfAChangedBody_GivesTheOriginalBackAtOnce()
    {
        var original = await Bodies.OfAsync("0123456789"u8.ToArray());
        using var changed = original.Apply([new Edit(0, 9)]);
        await using var stream = new PooledBodyStream(changed, original);

        stream.LetGo();

        Assert.Throws<ObjectDisposedException>(() => original.Span.Length);
        Assert.Equal("9"u8, changed.Span);
    }

    [Fact]
    public async Task Apply_Edits_CutsAndInserts()
    {
        using var body = await Bodies.OfAsync("0123456789"u8.ToArray());

        using var changed = body.Apply([new Edit(0, 1), new Edit(3, 3, "abc"u8.ToArray()), new Edit(5, 8, "x"u8.ToArray()), new Edit(10, 10, "!"u8.ToArray())]);
        using var unchanged = body.Apply([]);

        Assert.Equal("12abc34x89!"u8.ToArray(), changed.Span.ToArray());
        Assert.Equal("0123456789"u8.ToArray(), unchanged.Span.ToArray());
    }

    [Fact]
    public async Task Apply_Changed_OutlivesTheOriginal()
    {
        var body = await Bodies.OfAsync("0123456789"u8.ToArray());
        using var changed = body.Apply([new Edit(0, 9)]);

        body.Dispose();

        Assert.Equal("9"u8.ToArray(), changed.Span.ToArray());
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
