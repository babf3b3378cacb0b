using System.Net.Sockets;
using System.Text;
using FtlAuth.Tests.Transparency;

namespace FtlAuth.Tests.Endurance;

/// <summary>One POST on a connection of its own, whose body comes as the test says.</summary>
internal sealed class Upload : IDisposable
{
    private readonly TcpClient _connection;
    private readonly NetworkStream _stream;
    private readonly bool _chunked;

    private Upload(TcpClient connection, bool chunked)
    {
        _connection = connection;
        _stream = connection.GetStream();
        _chunked = chunked;
        Answer = new RawMessageReader(_stream, TestContext.Current.CancellationToken).ReadAnswerAsync();
    }

    private static ReadOnlySpan<byte> Opening => "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\""u8;

    private static ReadOnlySpan<byte> Closing => "\"}}}"u8;

    /// <summary>The answer, whenever it comes; fails when the connection ends without one.</summary>
    public Task<RawMessage> Answer { get; }

    /// <summary>Connects and sends the head.</summary>
    public static async Task<Upload> BeginAsync(string origin, string token, long length, bool chunked)
    {
        var upload = await ConnectAsync(origin, chunked);
        var framing = chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}";
        await upload._stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /mcp HTTP/1.1\r\nHost: {new Uri(origin).Authority}\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n{framing}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        return upload;
    }

    /// <summary>Connects, and sends nothing yet.</summary>
    public static async Task<Upload> ConnectAsync(string origin, bool chunked = false)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync("127.0.0.1", new Uri(origin).Port, TestContext.Current.CancellationToken);
        return new Upload(connection, chunked);
    }

    /// <summary>A good message of a length.</summary>
    public static byte[] Message(int length)
    {
        var message = new byte[length];
        message.AsSpan().Fill((byte)'a');
        Opening.CopyTo(message);
        Closing.CopyTo(message.AsSpan(length - Closing.Length));
        return message;
    }

    /// <summary>Sends a part of the body, framed as told; false when the other side no longer takes it.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> part)
    {
        try
        {
            if (_chunked)
            {
                await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"), TestContext.Current.CancellationToken);
            }

            await _stream.WriteAsync(part, TestContext.Current.CancellationToken);
            if (_chunked)
            {
                await _stream.WriteAsync("\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends bytes as they stand; false when the other side no longer takes them.</summary>
    public async Task<bool> TrySendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a whole body in parts, and stops when an answer is there.</summary>
    public async Task SendAllAsync(ReadOnlyMemory<byte> body)
    {
        const int PartSize = 64 * 1024;
        for (var sent = 0; sent < body.Length && !Answer.IsCompleted; sent += PartSize)
        {
            if (!await TrySendAsync(body.Slice(sent, Math.Min(PartSize, body.Length - sent))))
            {
                return;
            }
        }

        if (_chunked)
        {
            await TrySendRawAsync("0\r\n\r\n"u8.ToArray());
        }
    }

    /// <summary>Waits until the other side has closed.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            var buffer = new byte[1024];
            while (await _stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
                // Nothing more is expected.
            }
        }
        catch (IOException)
        {
            // Reset: closed as well.
        }
    }

    /// <summary>Ends the connection at once with a reset, or in order.</summary>
    public void Abort(bool withReset)
    {
        if (withReset)
        {
            _connection.LingerState = new LingerOption(true, 0);
        }

        Dispose();
    }

    public void Dispose()
    {
        _connection.Dispose();

        // Whoever gives an upload up does not wait for its answer.
        _ = Answer.ContinueWith(answer => answer.Exception, TestContext.Current.CancellationToken, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
