using System.Net.Sockets;
using System.Text;

namespace FtlAuth.Tests.Testing;

/// <summary>Sends bytes that HttpClient would not, on a connection of their own.</summary>
public static class RawHttp
{
    /// <summary>Sends a request as it stands, and reads until the server closes; say <c>Connection: close</c>.</summary>
    public static async Task<RawResponse> SendAsync(string origin, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(origin).Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return RawResponse.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
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
