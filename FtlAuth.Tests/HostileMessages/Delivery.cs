using System.Text;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>A request as the MCP server has got it.</summary>
internal sealed record Delivery(string Method, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    // What must never arrive, wherever a client wrote it.
    private const string Forged = "forged";

    public static async Task<Delivery> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return new Delivery(request.Method, [.. request.Headers.SelectMany(header => header.Value.Select(value => (header.Key, value ?? "")))], body.ToArray());
    }

    public IEnumerable<string> Values(string name) =>
        Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>Asserts that just what was expected has come, and who the user is from the gateway alone.</summary>
    public void AssertIs(Sent sent)
    {
        Assert.Equal(sent.Method, Method);
        Assert.Equal(Text(sent.Reaches), Text(Body));
        Assert.DoesNotContain(Values("Content-Length"), length => length != $"{Body.Length}");
        Assert.Empty(Values("Transfer-Encoding"));

        // However a server compares names.
        Assert.Equal(["X-Auth-Issuer", "X-Auth-User-Id"], Headers.Select(header => header.Name).Where(LooksLikeIdentity).Order(StringComparer.Ordinal));
        Assert.Equal(["user_1"], Values("X-Auth-User-Id"));
        Assert.DoesNotContain(Headers, header => $"{header.Name}: {header.Value}".Contains(Forged, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Forged, Text(Body), StringComparison.OrdinalIgnoreCase);
        foreach (var line in sent.Delivered)
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            Assert.Equal(value.Length > 0 ? [value] : [], Values(name));
        }
    }

    // Nginx, Apache and lighttpd turn one or all other characters into an underscore for programs behind them.
    private static bool LooksLikeIdentity(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-')).StartsWith("x-auth-", StringComparison.Ordinal);

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
