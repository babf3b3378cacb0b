using System.Net.Sockets;
using System.Text;

namespace FtlAuth.Tests.Testing;

/// <summary>Sends bytes that HttpClient would not, on a connection of their own.</summary>
public static class RawHttp
{
    /// <summary>Sends a request as it stands, and reads the answer to its told length, or until the server closes: say <c>Connection: close</c>.</summary>
    public static async Task<RawResponse> SendAsync(string origin, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(origin).Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        RawResponse? answer = null;
        while (answer is not { IsComplete: true } && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            answer = RawResponse.TryParse(text.ToString());
        }

        Assert.True(answer is not null, $"No complete answer: '{text}'");
        return answer;
    }

    /// <summary>Sends one request to a target, with further header lines and a body whose length is told.</summary>
    public static Task<RawResponse> SendAsync(string origin, string method, string target, string[]? headers = null, string body = "")
    {
        IEnumerable<string> lines =
        [
            $"{method} {target} HTTP/1.1",
            .. (headers ?? []).Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? Array.Empty<string>() : [$"Host: {new Uri(origin).Authority}"],
            .. (headers ?? []).Any(header => header.StartsWith("Connection:", StringComparison.Ordinal)) ? Array.Empty<string>() : ["Connection: close"],
            .. headers ?? [],
            .. body.Length > 0 ? [$"Content-Length: {body.Length}"] : Array.Empty<string>(),
        ];
        return SendAsync(origin, string.Join("\r\n", lines) + "\r\n\r\n" + body);
    }
}
