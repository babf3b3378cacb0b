using System.Globalization;

namespace FtlAuth.Tests.Testing;

/// <summary>An HTTP/1.1 answer as it came; a chunked body is not put together.</summary>
public sealed record RawResponse(int Status, string Reason, ILookup<string, string> Headers, string Body)
{
    public static RawResponse Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end >= 0, $"No complete answer: '{text}'");
        var lines = text[..end].Split("\r\n");
        var status = lines[0].Split(' ', 3);
        return new RawResponse(
            int.Parse(status[1], CultureInfo.InvariantCulture),
            status.Length > 2 ? status[2] : "",
            lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
            text[(end + 4)..]);
    }
}
