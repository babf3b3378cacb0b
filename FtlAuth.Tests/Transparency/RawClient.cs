using System.Net.Sockets;

namespace FtlAuth.Tests.Transparency;

/// <summary>Sends the bytes of one request on a connection of its own, and reads the bytes of its answer.</summary>
internal static class RawClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<RawMessage> SendAsync(string authority, byte[] request)
    {
        using var connection = new TcpClient { NoDelay = true };
        var address = new Uri($"http://{authority}");
        await connection.ConnectAsync("127.0.0.1", address.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        return await new RawMessageReader(stream, TestContext.Current.CancellationToken).ReadAnswerAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
