using System.Net;
using System.Text;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Proxy;

public sealed class KeepAliveTests(ContractSystem shared) : StreamTest(shared)
{
    private const string Comment = ": keep-alive\n\n";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(null)]
    [InlineData(ToolsCall)]
    public async Task Stream_SilentBetweenEvents_HasAComment(string? body)
    {
        await StartAsync();
        using var stream = await OpenAndPassAsync(body);

        Time.Advance(KeepAlive);
        await stream.ExpectAsync(Comment);
        Time.Advance(KeepAlive);
        await stream.ExpectAsync(Comment);

        await PassAsync(stream, "data: second\n\n");
        Server.End();
        await stream.ExpectEndAsync();
    }

    [Fact]
    public async Task Stream_SilentFromItsStart_HasAComment()
    {
        await StartAsync(("Limits:SseKeepAlive", "00:00:01"));
        using var stream = await OpenAsync();

        // The headers are out before the gateway's clock runs.
        var comment = stream.ExpectAsync(Comment);
        await Eventually.TrueAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(comment.IsCompleted);
            },
            "a comment comes");

        await comment;
    }

    [Theory]
    [InlineData("data: second\n")]
    [InlineData("id: 2\r\n")]
    [InlineData("data: sec")]
    public async Task Stream_SilentInsideAnEvent_HasNoComment(string part)
    {
        await StartAsync();
        using var stream = await OpenAndPassAsync();
        await PassAsync(stream, part);

        Time.Advance(KeepAlive);
        Time.Advance(KeepAlive);

        await PassAsync(stream, "\n\n");
        Time.Advance(KeepAlive);
        await stream.ExpectAsync(Comment);
    }

    [Fact]
    public async Task Stream_BusyEnough_HasNoComment()
    {
        await StartAsync();
        using var stream = await OpenAndPassAsync();

        for (var count = 0; count < 10; count++)
        {
            Time.Advance(KeepAlive - TimeSpan.FromSeconds(1));
            await PassAsync(stream, $"data: {count}\n\n");
        }
    }

    [Fact]
    public async Task Stream_WithKeepAliveOff_HasNoCommentAndStaysOpen()
    {
        await StartAsync(("Limits:SseKeepAlive", "0"));
        using var stream = await OpenAndPassAsync();

        for (var minute = 0; minute < 10; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        await PassAsync(stream, "data: second\n\n");
    }

    [Theory]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Content-Length", "26")]
    public async Task Stream_OfBytesThatCannotBeAddedTo_HasNoComment(string header, string value)
    {
        await StartAsync(response => response.Headers[header] = value);
        using var stream = await OpenAndPassAsync();

        Time.Advance(KeepAlive);

        await PassAsync(stream, "data: again\n\n");
        Server.End();
        await stream.ExpectEndAsync();
        Assert.Equal(value, stream.Response.Header(header));
    }

    // As the C# SDK's server says of every stream.
    [Theory]
    [InlineData("identity")]
    [InlineData("Identity")]
    public async Task Stream_InTheIdentityEncoding_HasAComment(string encoding)
    {
        await StartAsync(response => response.Headers.ContentEncoding = encoding);
        using var stream = await OpenAndPassAsync();

        Time.Advance(KeepAlive);

        await stream.ExpectAsync(Comment);
        Assert.Equal(encoding, stream.Response.Header("Content-Encoding"));
    }

    [Fact]
    public async Task Stream_OfTheServersOwnCommentsAndIds_PassesByteForByte()
    {
        string[] parts = [": hello\r\n", "\r\n", "id: 1\nretry: 10\r\ndata: é\r", "\rid\n:\n", "\uFEFFdata\n\n", ":\n\n:\n\n", "data: ends without a blank line"];
        await StartAsync();
        using var stream = await OpenAsync(ToolsCall);

        foreach (var part in parts)
        {
            await PassAsync(stream, part);
        }

        Server.End();
        await stream.ExpectEndAsync();
    }

    [Fact]
    public async Task Stream_SilentForTenMinutes_StillDelivers()
    {
        await StartAsync();
        using var stream = await OpenAndPassAsync();

        for (var silence = TimeSpan.Zero; silence < TimeSpan.FromMinutes(10); silence += KeepAlive)
        {
            Time.Advance(KeepAlive);
            await stream.ExpectAsync(Comment);
        }

        await PassAsync(stream, "data: at last\n\n");
        Assert.False(Server.Aborted.IsCompleted);
    }

    [Fact]
    public async Task Answer_ThatIsNoStream_HasNoComment()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{}"), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            Time.Advance(KeepAlive * 2);
        });
        await StartAsync(("McpGateway:Url", server.Origin));

        using var response = await Gateway.PostMcpAsync(await MintAsync(), ToolsCall);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{}", await response.TextAsync());
    }
}
