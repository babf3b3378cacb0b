using System.Text;
using FtlAuth.Gateway.Proxy;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Proxy;

/// <summary>The stream as YARP reads it: a read of zero bytes that waits, and one that takes.</summary>
public sealed class EventStreamTests : IDisposable
{
    private const string Comment = ": keep-alive\n\n";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedStream _server = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _clientGone = new();
    private readonly byte[] _buffer = new byte[1024];

    public void Dispose()
    {
        Assert.False(_server.WasReadByTwo);
        Assert.False(_server.WasDisposedWhileRead);
        _draining.Dispose();
        _clientGone.Dispose();
    }

    [Fact]
    public async Task Silence_BetweenEvents_IsAComment()
    {
        using var stream = Open();
        var wait = WaitAsync(stream);

        _time.Advance(KeepAlive);

        await wait;
        Assert.Equal(Comment, await TakeAsync(stream));
    }

    [Fact]
    public async Task Silence_ThatGoesOn_IsACommentEachTime()
    {
        using var stream = Open();
        for (var count = 0; count < 5; count++)
        {
            var wait = WaitAsync(stream);
            Assert.False(wait.IsCompleted);
            _time.Advance(KeepAlive);
            await wait;
            Assert.Equal(Comment, await TakeAsync(stream));
        }

        _server.Send("a\n\n");

        await WaitAsync(stream);
        Assert.Equal("a\n\n", await TakeAsync(stream));
    }

    [Fact]
    public async Task Silence_IsCountedFromTheLastByte()
    {
        using var stream = Open();
        _time.Advance(KeepAlive - TimeSpan.FromSeconds(1));
        await PassAsync(stream, "a\n\n");
        var wait = WaitAsync(stream);

        _time.Advance(KeepAlive - TimeSpan.FromTicks(1));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await wait;
        Assert.Equal(Comment, await TakeAsync(stream));
    }

    [Fact]
    public async Task Silence_InsideAnEvent_IsNothing()
    {
        using var stream = Open();
        await PassAsync(stream, "a\n");
        var wait = WaitAsync(stream);

        _time.Advance(KeepAlive * 10);

        Assert.False(wait.IsCompleted);
        _server.Send("\n");
        await wait;
        Assert.Equal("\n", await TakeAsync(stream));
        wait = WaitAsync(stream);
        _time.Advance(KeepAlive);
        await wait;
        Assert.Equal(Comment, await TakeAsync(stream));
    }

    [Fact]
    public async Task Event_ThatComesBeforeTheCommentIsTaken_GoesFirstAndAlone()
    {
        using var stream = Open();
        var wait = WaitAsync(stream);
        _time.Advance(KeepAlive);
        await wait;

        _server.Send("a\n");

        Assert.Equal("a\n", await TakeAsync(stream));
        Assert.False(WaitAsync(stream).IsCompleted);
    }

    [Fact]
    public async Task Reader_ThatDoesNotWait_GetsCommentsAndEvents()
    {
        using var stream = Open();
        var first = stream.ReadAsync(_buffer, TestContext.Current.CancellationToken).AsTask();
        _server.Send("a\n\n");
        Assert.Equal(3, await first.WaitAsync(Patience, TestContext.Current.CancellationToken));

        var wait = WaitAsync(stream);
        _time.Advance(KeepAlive);
        await wait;
        Assert.Equal(Comment, await TakeAsync(stream));
        var second = stream.ReadAsync(_buffer, TestContext.Current.CancellationToken).AsTask();
        _time.Advance(KeepAlive);

        Assert.Equal(Comment.Length, await second.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task KeepAlive_Off_IsNeverAComment()
    {
        using var stream = Open(TimeSpan.Zero);
        var wait = WaitAsync(stream);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.False(wait.IsCompleted);
    }

    // No timer can be set for so long.
    [Fact]
    public async Task Stream_ThatEndsInManyDays_EndsThen()
    {
        using var stream = Open(TimeSpan.Zero, _time.GetUtcNow() + TimeSpan.FromDays(100));
        var wait = WaitAsync(stream);
        _time.Advance(TimeSpan.FromDays(99.99));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromDays(0.01));

        await wait;
        Assert.Equal("", await TakeAsync(stream));
    }

    [Fact]
    public async Task Stream_ThatShouldHaveEnded_IsEmpty()
    {
        using var stream = Open(ends: _time.GetUtcNow());

        await WaitAsync(stream);

        Assert.Equal("", await TakeAsync(stream));
    }

    [Fact]
    public async Task Draining_EndsTheStream()
    {
        using var stream = Open();
        var wait = WaitAsync(stream);

        await _draining.CancelAsync();

        await wait;
        Assert.Equal("", await TakeAsync(stream));
    }

    [Fact]
    public async Task Client_Gone_EndsTheServersRead()
    {
        using var stream = Open();
        var wait = WaitAsync(stream);

        await _clientGone.CancelAsync();

        await wait;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TakeAsync(stream));
    }

    [Fact]
    public async Task Server_Gone_IsAnError()
    {
        using var stream = Open();
        var wait = WaitAsync(stream);

        _server.Fail();

        await wait;
        await Assert.ThrowsAsync<IOException>(() => TakeAsync(stream));
    }

    [Fact]
    public async Task Server_ThatStillReads_IsLetGoWhenItIsDone()
    {
        _server.Release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stream = Open();
        var wait = WaitAsync(stream);
        await _draining.CancelAsync();
        await wait;

        await stream.DisposeAsync();
        Assert.False(_server.IsDisposed);
        _server.Release.SetResult();

        await Eventually.TrueAsync(() => Task.FromResult(_server.IsDisposed), "the server's stream is disposed of");
    }

    [Fact]
    public async Task Timers_AfterTheDisposal_DoNothing()
    {
        var stream = Open(ends: _time.GetUtcNow() + TimeSpan.FromHours(1));
        await PassAsync(stream, "a\n\n");

        await stream.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(2));
        await _draining.CancelAsync();
        await _clientGone.CancelAsync();

        Assert.True(_server.IsDisposed);
    }

    [Fact]
    public async Task Reads_OfWhatIsThere_AllocateNothing()
    {
        const int Events = 1000;
        using var events = new MemoryStream(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("data: a\r\n\r\n", Events))));
        using var stream = new EventStream(
            events, new EventStreamRules(KeepAlive, DateTimeOffset.MaxValue, CancellationToken.None), TimeProvider.System, CancellationToken.None);
        var buffer = _buffer.AsMemory(0, 11);
        await ReadAsync(Events / 2);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadAsync(Events / 2);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // What this method itself needs, whatever the number of events.
        Assert.True(allocated < Events / 2, $"{allocated} bytes");

        async Task ReadAsync(int count)
        {
            for (var index = 0; index < count; index++)
            {
                if (await stream.ReadAsync(Memory<byte>.Empty, CancellationToken.None) != 0 || await stream.ReadAsync(buffer, CancellationToken.None) != buffer.Length)
                {
                    throw new InvalidOperationException("It is all there.");
                }
            }
        }
    }

    private EventStream Open(TimeSpan? keepAlive = null, DateTimeOffset? ends = null) =>
        new(_server, new EventStreamRules(keepAlive ?? KeepAlive, ends ?? DateTimeOffset.MaxValue, _draining.Token), _time, _clientGone.Token);

    private async Task PassAsync(EventStream stream, string text)
    {
        _server.Send(text);
        await WaitAsync(stream);
        Assert.Equal(text, await TakeAsync(stream));
    }

    private static Task<int> WaitAsync(EventStream stream) =>
        stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    private async Task<string> TakeAsync(EventStream stream) => Encoding.Latin1.GetString(
        _buffer, 0, await stream.ReadAsync(_buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
}
