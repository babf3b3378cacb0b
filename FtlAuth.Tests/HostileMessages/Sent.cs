using System.Text;
using FtlAuth.Tests.Mcp;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>One request as it stands on the wire, and what of it reaches the MCP server when it passes.</summary>
/// <param name="Body">What follows the headers.</param>
internal sealed record Sent(byte[] Body)
{
    /// <summary>In a header, stands for the session id that the gateway has given to the user.</summary>
    public const string OwnSession = "OWN-SESSION";

    /// <summary>In a header, stands for the session id that the gateway has given to another user.</summary>
    public const string ForeignSession = "FOREIGN-SESSION";

    /// <summary>In an expected body, stands for the user's identity.</summary>
    private const string User = "USER";

    public string Method { get; init; } = "POST";

    /// <summary>Header lines besides <c>Host</c> and <c>Authorization</c>; the length and the media type are told unless they are among them.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>What the MCP server must get.</summary>
    public byte[] Reaches { get; init; } = Body;

    /// <summary>Header lines that the MCP server must get, and no other of the same name; without a value, it must get none of the name.</summary>
    public string[] Delivered { get; init; } = [];

    public static implicit operator Sent(string body) => new(Encoding.UTF8.GetBytes(body));

    public static implicit operator Sent(byte[] body) => new(body);

    public Sent With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    /// <summary>The same request, of which the server gets another body; USER stands for the user's identity.</summary>
    public Sent Reaching(string body) => this with { Reaches = Encoding.UTF8.GetBytes(body.Replace(User, Users.MinimalJson, StringComparison.Ordinal)) };

    public Sent Delivering(params string[] headers) => this with { Delivered = [.. Delivered, .. headers] };

    /// <summary>The whole request, one character per byte.</summary>
    public string ToWire(string token, string ownSession, string foreignSession)
    {
        string[] lines =
        [
            $"{Method} /mcp HTTP/1.1",
            "Host: gateway.test",
            $"Authorization: Bearer {token}",
            .. Missing("Connection", "close"),
            .. Method == "POST" ? Missing("Content-Type", "application/json") : [],
            .. Has("Transfer-Encoding") ? [] : Missing("Content-Length", $"{Body.Length}"),
            .. Headers.Select(line => line.Replace(OwnSession, ownSession, StringComparison.Ordinal).Replace(ForeignSession, foreignSession, StringComparison.Ordinal)),
        ];
        return string.Join("\r\n", lines) + "\r\n\r\n" + Encoding.Latin1.GetString(Body);
    }

    private string[] Missing(string name, string value) => Has(name) ? [] : [$"{name}: {value}"];

    private bool Has(string name) => Headers.Any(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
}
