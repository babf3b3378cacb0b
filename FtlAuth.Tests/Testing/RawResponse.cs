using System.Globalization;

namespace FtlAuth.Tests.Testing;

/// <summary>An HTTP/1.1 answer as it came, one character per byte; a chunked body is not put together.</summary>
public sealed record RawResponse(int Status, string Reason, ILookup<string, string> Headers, string Body)
{
    /// <summary>Whether the body has the length that the headers tell; never, when they tell none.</summary>
    public bool IsComplete => Headers["Content-Length"].FirstOrDefault() is { } length && Body.Length >= int.Parse(length, CultureInfo.InvariantCulture);

    /// <summary>The answer, with as much of its body as is there; null while its headers are not complete.</summary>
    public static RawResponse? TryParse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var lines = text[..end].Split("\r\n");
        var status = lines[0].Split(' ', 3);
        return new RawResponse(
            int.Parse(status[1], CultureInfo.InvariantCulture),
            status.Length > 2 ? status[2] : "",
            lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
            text[(end + 4)..]);
    }
}
