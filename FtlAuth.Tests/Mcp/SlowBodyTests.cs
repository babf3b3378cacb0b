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
    [InlineData(true, "HTTP/1.1 200 OK")]
    [InlineData(false, "HTTP/1.1 408 Request Timeout")]
    public async Task Body_InTwoParts_IsServedUnlessTheSecondDoesNotCome(bool comes, string expected)
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
            $"Content-Length: {TestSystem.ToolsList.Length}",
            "",
            TestSystem.ToolsList[..10]));

        var answer = ReadHeadAsync(stream);
        if (comes)
        {
            await SendAsync(stream, TestSystem.ToolsList[10..]);
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
