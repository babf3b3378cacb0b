namespace FtlAuth.Tests.HostileMessages;

/// <summary>Headers that claim an identity or another framing never arrive, however they are spelt.</summary>
internal static class IdentityHeaderRows
{
    private static readonly Sent Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Cleaned("user", "X-Auth-User-Id: forged"),
        Cleaned("lower case", "x-auth-user-id: forged"),
        Cleaned("upper case", "X-AUTH-USER-ID: forged"),
        Cleaned("underscores", "X_Auth_User_Id: forged"),
        Cleaned("one underscore", "X-Auth-User_Id: forged"),
        Cleaned("first an underscore", "x_auth-user-id: forged"),
        Cleaned("two in a row", "X-Auth--User-Id: forged", "X-Auth-_User-Id: forged"),
        Cleaned("full stops, which CGI turns into underscores", "X.Auth.User.Id: forged"),
        Cleaned("other characters, which CGI turns into underscores", "X-Auth+User!Id: forged", "X~Auth|User*Id: forged", "X'Auth`User^Id: forged"),
        Cleaned("three times", "X-Auth-User-Id: forged-1", "X-Auth-User-Id: forged-2", "x_auth_user_id: forged-3"),
        Cleaned("the user's own name, which would make two", "X-Auth-User-Id: user_1"),
        Cleaned("issuer", "X-Auth-Issuer: forged"),
        Cleaned("what the token does not have", "X-Auth-Email: forged", "X-Auth-Org-Id: forged", "X-Auth-Client-Id: forged", "X-Auth-Session-Id: forged", "X-Auth-Scopes: forged"),
        Cleaned("what nobody sets", "X-Auth-Role: forged", "X-Auth-: forged", "X-Auth-Request-User: forged", "X-Auth-Token: forged"),
        Cleaned("empty", "X-Auth-Email:", "X-Auth-Role: "),
        Cleaned("of other proxies", "X-Forwarded-User: forged", "X-Forwarded-Email: forged", "X_Forwarded_User: forged", "X.Forwarded.Groups: forged"),
        Cleaned("address of another client", "X-Forwarded-For: forged", "Forwarded: for=forged", "X-Forwarded-Host: forged", "X-Forwarded-Prefix: /forged"),
        Cleaned("other target", "X-Original-URL: /forged", "X-Rewrite-URL: /forged", "X_Original_Url: /forged", "X.Rewrite.Url: /forged"),
        Cleaned("credentials", "Cookie: forged=1", "Proxy-Authorization: Basic forged", "Proxy_Authorization: forged", "Proxy.Authorization: forged"),

        // Nominated by Connection, which has the next proxy remove what the gateway sets.
        Cleaned("identity nominated", "Connection: close, keep-alive, X-Auth-User-Id", "X-Auth-User-Id: forged"),
        Cleaned("the gateway's own headers nominated", "Connection: close, keep-alive, X-Auth-User-Id, X-Auth-Issuer, X-Forwarded-For"),
        HostileMessage.Passed("framing nominated", Ping.With("Connection: close, keep-alive, Content-Length, Content-Type, Host").Delivering("Content-Type: application/json")),

        // Where close or keep-alive stands alone beside it, the server forgets what else was nominated before the gateway sees it.
        Cleaned("custom header nominated", "Connection: X-Custom", "X-Custom: forged"),
        Cleaned("custom header nominated among others", "Connection: close, keep-alive, X-Custom", "X-Custom: forged"),
        Cleaned("nominated in another letter case and twice", "Connection: close, keep-alive", "Connection: x-CUSTOM, X-custom", "X-Custom: forged"),
        Cleaned("nominated with odd commas", "Connection: ,close,, ,keep-alive,X-Custom,", "X-Custom: forged"),
        HostileMessage.Passed("request metadata nominated", Ping.With("Connection: Mcp-Method", "Mcp-Method: forged").Delivering("Mcp-Method:")),

        // Names with underscores that would be read instead of the real ones.
        Cleaned("session with underscores", "mcp_session_id: forged", "MCP_Session_ID: forged", "Mcp-Session_Id: forged", "mcp_session-id: forged"),
        Cleaned("request metadata with underscores", "Mcp_Method: forged", "mcp_name: forged", "MCP_Protocol_Version: forged", "Mcp_Param_Text: forged"),
        Cleaned("request metadata with full stops", "Mcp.Session.Id: forged", "Mcp.Name: forged"),
        Cleaned("framing with underscores", "Content_Length: 7forged", "Content_Type: text/forged", "Content_Encoding: forged", "Transfer_Encoding: forged"),

        // Not even names.
        NotHttp("space before the colon", "X-Auth-User-Id : forged"),
        NotHttp("tab before the colon", "X-Auth-User-Id\t: forged"),
        NotHttp("NUL in the name", "X-Auth-User-Id\0: forged"),
        NotHttp("NUL in the value", "X-Custom: a\0X-Auth-User-Id: forged"),
        NotHttp("carriage return alone", "X-Custom: a\rX-Auth-User-Id: forged"),
        NotHttp("folded line", "X-Custom: a\r\n X-Auth-User-Id: forged"),
        NotHttp("no name", ": forged"),
        NotHttp("no colon", "X-Auth-User-Id forged"),
        NotHttp("letters beyond ASCII in the name", "X-Auth-\u00DCser-Id: forged"),
        NotHttp("bytes that are no UTF-8 in the value", "X-Custom: \u00FF"),

        HostileMessage.Passed("names that are no identity", Ping.With("X-Authorized: a", "X-Authentic-User: b", "XAuth-User-Id: c", "Auth-User-Id: d").Delivering("X-Authorized: a", "X-Authentic-User: b", "XAuth-User-Id: c", "Auth-User-Id: d")),
    ];

    private static HostileMessage Cleaned(string name, params string[] headers) => HostileMessage.Passed(name, Ping.With(headers));

    private static HostileMessage NotHttp(string name, string header) => HostileMessage.Refused(name, Refusal.NotHttp, Ping.With(header), Ping.With("X-Custom: a"));
}
