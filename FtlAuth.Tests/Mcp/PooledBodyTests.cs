using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using FtlAuth.Gateway.Mcp;
using Microsoft.AspNetCore.Http;
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
    public async Task Borrow_AfterDispose_GivesNothingOfTheMemory()
    {
        var body = await Bodies.OfAsync(RandomBytes(100));
        body.Dispose();
        body.Dispose();

        Assert.Throws<ObjectDisposedException>(() => body.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => body.Borrow());
    }

    [Fact]
    public async Task Dispose_WhileTheMemoryIsBorrowed_GivesItBackAfterwards()
    {
        var bytes = RandomBytes(5_000_000);
        var body = await Bodies.OfAsync(bytes);
        var first = body.Borrow();
        var second = body.Borrow();

        body.Dispose();
        Assert.Throws<ObjectDisposedException>(() => body.Borrow());
        first.Dispose();

        // Nobody else is given the memory as long as the second one may write from it.
        var others = Enumerable.Range(0, 10).Select(_ => ArrayPool<byte>.Shared.Rent(bytes.Length)).ToArray();
        Assert.All(others, other => Array.Fill(other, (byte)0xFF));
        Assert.Equal(bytes, second.Memory);
        Assert.DoesNotContain(others, other => MemoryMarshal.TryGetArray(second.Memory, out var lent) && lent.Array == other);
        Assert.All(others, other => ArrayPool<byte>.Shared.Return(other));
        second.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LetGoOfBodies_GivesBackWhatWasChanged_AndWhatWasSentOnceItWas(bool isSent)
    {
        using var original = await Bodies.OfAsync("0123456789"u8.ToArray());
        using var changed = original.Apply([new Edit(0, 9)]);
        var request = new McpRequest(new DefaultHttpContext().Request, original, default) { ForwardedBody = changed };

        request.LetGoOfBodies(isSent);

        Assert.Throws<ObjectDisposedException>(() => original.Span.Length);
        Assert.Equal(isSent, Record.Exception(() => changed.Span.Length) is ObjectDisposedException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LetGoOfBodies_OfOneThatIsSentAsItCame_GivesItBackOnceItWas(bool isSent)
    {
        using var body = await Bodies.OfAsync("0123456789"u8.ToArray());
        var request = new McpRequest(new DefaultHttpContext().Request, body, default) { ForwardedBody = body };

        request.LetGoOfBodies(isSent);

        Assert.Equal(isSent, Record.Exception(() => body.Span.Length) is ObjectDisposedException);
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
