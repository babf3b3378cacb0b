using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>Reads HTTP/1.1 messages from a connection, and takes nothing for granted that the other side should do (RFC 9112 section 6).</summary>
internal sealed class RawMessageReader(Stream stream, CancellationToken cancellationToken)
{
    private readonly PipeReader _pipe = PipeReader.Create(stream);

    /// <summary>The next request; null when the client has closed.</summary>
    public async Task<RawMessage?> ReadRequestAsync()
    {
        if (await ReadLineAsync() is not { } startLine)
        {
            return null;
        }

        var fields = await ReadFieldsAsync();
        var (body, trailers) = await ReadBodyAsync(fields, untilClose: false);
        return new RawMessage(startLine, fields, body, trailers);
    }

    /// <summary>The next answer that is no interim one.</summary>
    public async Task<RawMessage> ReadAnswerAsync()
    {
        while (true)
        {
            var startLine = await ReadLineAsync() ?? throw new IOException("The connection was closed without an answer.");
            var fields = await ReadFieldsAsync();
            if (startLine.StartsWith("HTTP/1.1 1", StringComparison.Ordinal))
            {
                continue;
            }

            var message = new RawMessage(startLine, fields, [], []);
            if (message.Status is 204 or 304)
            {
                return message;
            }

            var (body, trailers) = await ReadBodyAsync(fields, untilClose: true);
            return message with { Body = body, Trailers = trailers };
        }
    }

    private async Task<List<RawField>> ReadFieldsAsync()
    {
        var fields = new List<RawField>();
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            fields.Add(RawField.Parse(line));
        }

        return fields;
    }

    private async Task<(byte[] Body, IReadOnlyList<RawField> Trailers)> ReadBodyAsync(List<RawField> fields, bool untilClose)
    {
        if (fields.Any(field => field.Is("Transfer-Encoding")))
        {
            return await ReadChunksAsync();
        }

        if (fields.Find(field => field.Is("Content-Length")) is { } length)
        {
            return (await ReadExactlyAsync(int.Parse(length.Value, CultureInfo.InvariantCulture)), []);
        }

        return (untilClose ? await ReadToEndAsync() : [], []);
    }

    private async Task<(byte[] Body, IReadOnlyList<RawField> Trailers)> ReadChunksAsync()
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var size = (await ReadLineAsync() ?? throw new IOException("The connection was closed within the body.")).Split(';')[0];
            var length = int.Parse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return (body.WrittenSpan.ToArray(), await ReadFieldsAsync());
            }

            body.Write(await ReadExactlyAsync(length));
            Assert.Equal("", await ReadLineAsync());
        }
    }

    /// <summary>A line without its end; null at the end of the connection.</summary>
    private async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(result.Buffer.Slice(0, end));
                _pipe.AdvanceTo(result.Buffer.GetPosition(1, end));
                Assert.EndsWith("\r", line, StringComparison.Ordinal);
                return line[..^1];
            }

            _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return result.Buffer.IsEmpty ? null : throw new IOException("The connection was closed within a line.");
            }
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int count)
    {
        if (count == 0)
        {
            // The pipe would wait for the next message.
            return [];
        }

        var result = await _pipe.ReadAtLeastAsync(count, cancellationToken);
        if (result.Buffer.Length < count)
        {
            throw new IOException($"The connection was closed after {result.Buffer.Length} of {count} bytes.");
        }

        var bytes = result.Buffer.Slice(0, count).ToArray();
        _pipe.AdvanceTo(result.Buffer.GetPosition(count));
        return bytes;
    }

    private async Task<byte[]> ReadToEndAsync()
    {
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                _pipe.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
