using System.Net.Sockets;
using System.Text;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Mcp;

public sealed class SlowBodyTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(true, false, "HTTP/1.1 200 OK")]
    [InlineData(true, true, "HTTP/1.1 200 OK")]
    [InlineData(false, false, "HTTP/1.1 408 Request Timeout")]
    [InlineData(false, true, "HTTP/1.1 408 Request Timeout")]
    public async Task Body_InTwoParts_IsServedUnlessTheSecondDoesNotCome(bool comes, bool isChunked, string expected)
    {
        using var log = new CapturedLog();
        await using var gateway = await shared.System.StartGatewayAsync(
            services => services.AddSingleton<TimeProvider>(_time).AddSingleton<ILoggerProvider>(log),
            [.. CapturedLog.Settings, ("AuthKit:Audience", shared.System.Resource)]);
        var token = await shared.System.MintAsync(new() { ["exp"] = DateTimeOffset.UtcNow.AddHours(10).ToUnixTimeSeconds() });
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(gateway.Origin).Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await SendAsync(stream, string.Join("\r\n",
            "POST /mcp HTTP/1.1",
            $"Host: {new Uri(gateway.Origin).Authority}",
            $"Authorization: Bearer {token}",
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "Expect: 100-continue",
            isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {TestSystem.ToolsList.Length}",
            "",
            ""));

        // It asks for the body when it begins to read, so that what comes now comes to one who waits for it.
        Assert.StartsWith("HTTP/1.1 100 Continue", await ReadHeadAsync(stream), StringComparison.Ordinal);
        await SendAsync(stream, Part(..10));
        var answer = ReadHeadAsync(stream);
        if (comes)
        {
            await SendAsync(stream, Part(10..) + (isChunked ? "0\r\n\r\n" : ""));
        }

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(comes ? TimeSpan.Zero : TimeSpan.FromSeconds(10));
                return Task.FromResult(answer.IsCompleted);
            },
            "there is an answer");

        var head = await answer;
        Assert.StartsWith(expected, head, StringComparison.Ordinal);
        Assert.Equal(!comes, head.Contains("Connection: close", StringComparison.Ordinal));
        Assert.Empty(log.Troubles);

        string Part(Range range)
        {
            var part = TestSystem.ToolsList[range];
            return isChunked ? $"{part.Length:x}\r\n{part}\r\n" : part;
        }
    }

    private static async Task SendAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            head.AppendLine(line);
        }

        return head.ToString();
    }
}
