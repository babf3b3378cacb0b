using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Testing;

/// <summary>An MCP server that answers every request with one stream of events, which sends what the test says.</summary>
public sealed class StreamServer : IAsyncDisposable
{
    private readonly Channel<string> _parts = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closed = new();
    private readonly Action<HttpResponse>? _prepare;
    private FakeServer _server = null!;

    private StreamServer(Action<HttpResponse>? prepare) => _prepare = prepare;

    public string Origin => _server.Origin;

    /// <summary>A request has come.</summary>
    public Task Asked => _asked.Task;

    /// <summary>The gateway has dropped a request.</summary>
    public Task Aborted => _aborted.Task;

    public static async Task<StreamServer> StartAsync(Action<HttpResponse>? prepare = null)
    {
        var server = new StreamServer(prepare);
        server._server = await FakeServer.StartAsync(server.AnswerAsync);
        return server;
    }

    public void Send(string part) => Assert.True(_parts.Writer.TryWrite(part));

    /// <summary>Ends the stream properly.</summary>
    public void End() => Assert.True(_parts.Writer.TryComplete());

    /// <summary>Breaks the connection off.</summary>
    public void Reset() => Assert.True(_parts.Writer.TryComplete(new IOException()));

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _server.DisposeAsync();
        _closed.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.RequestAborted.Register(() => _aborted.TrySetResult());
        using var closed = _closed.Token.Register(context.Abort);
        context.Response.ContentType = "text/event-stream";
        _prepare?.Invoke(context.Response);
        await context.Response.Body.FlushAsync(CancellationToken.None);
        _asked.TrySetResult();
        try
        {
            await foreach (var part in _parts.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(part, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway has dropped it.
        }
        catch (IOException)
        {
            context.Abort();
        }
    }
}
