using FtlAuth.Tests.Transparency;

namespace FtlAuth.Tests.Endurance;

/// <summary>Connections that stay open by a byte now and then.</summary>
internal static class SlowUploads
{
    private static readonly byte[] Body = Upload.Message(1024 * 1024);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>The head and much of the body at once, then byte by byte until there is an answer; the connection has to end after it.</summary>
    public static async Task<RawMessage> SendBodyAsync(string origin, string token, int atOnce)
    {
        using var upload = await Upload.BeginAsync(origin, token, Body.Length, chunked: false);
        await upload.TrySendAsync(Body.AsMemory(0, atOnce));
        await DripAsync(upload, Body.AsMemory(atOnce));
        var answer = await upload.Answer;
        await upload.ReadToEndAsync();
        return answer;
    }

    /// <summary>A head that never ends, byte by byte until there is an answer; the connection has to end after it.</summary>
    public static async Task<RawMessage> SendHeadAsync(string origin, string token)
    {
        using var upload = await Upload.ConnectAsync(origin);
        await upload.TrySendRawAsync(System.Text.Encoding.ASCII.GetBytes($"POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nX-Long: "));
        await DripAsync(upload, Body.AsMemory(Body.Length / 2));
        var answer = await upload.Answer;
        await upload.ReadToEndAsync();
        return answer;
    }

    private static async Task DripAsync(Upload upload, ReadOnlyMemory<byte> bytes)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        for (var sent = 0; !upload.Answer.IsCompleted && await upload.TrySendRawAsync(bytes.Slice(sent, 1)); sent++)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
