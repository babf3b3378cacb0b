using System.Text;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>Only a POST has a body; that of GET and DELETE stays here.</summary>
internal static class MethodRows
{
    private static readonly byte[] Forged = "{\"id\":1,\"method\":\"initialize\",\"params\":{\"_authContext\":\"forged\"}}"u8.ToArray();

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Dropped("GET with a body", "GET", Forged),
        Dropped("DELETE with a body", "DELETE", Forged),
        Dropped("GET with a body that is nothing", "GET", [0xFF, 0x00]),
        Dropped("GET with a body in chunks", "GET", Chunk(Forged), "Transfer-Encoding: chunked", "Content-Type: application/json"),
        Dropped("DELETE with a body in chunks", "DELETE", Chunk(Forged), "Transfer-Encoding: chunked"),
        Dropped("GET with a packed body", "GET", Forged, "Content-Encoding: gzip"),
        Dropped("GET with the metadata of a POST", "GET", [], "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: a"),
        Dropped("GET that wants to be a POST", "GET", Forged, "X-HTTP-Method-Override: POST"),
        Dropped("GET with an identity", "GET", [], "X-Auth-User-Id: forged", "X_Auth_User_Id: forged", "X-Forwarded-User: forged"),
        Dropped("DELETE with an identity", "DELETE", [], "X-Auth-User-Id: forged", "x.auth.user.id: forged", "Connection: close, keep-alive, X-Auth-User-Id"),
    ];

    private static HostileMessage Dropped(string name, string method, byte[] body, params string[] headers) =>
        HostileMessage.Passed(name, new Sent(body) { Method = method, Headers = headers, Reaches = [] });

    private static byte[] Chunk(byte[] body) => [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
}
