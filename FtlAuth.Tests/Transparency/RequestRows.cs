namespace FtlAuth.Tests.Transparency;

/// <summary>Headers, queries and bodies of requests that are odd and legal.</summary>
internal static class RequestRows
{
    private static readonly string[] OrdinaryLines =
    [
        "X-Lower: a", "x-lower: a", "X-Empty:", "X-Spaces:    a  b  ", "X-Tab:\ta\tb", "X-Quotes: \"a, b\"; c='d' (e \\\" f)", "X-Utf8: Gr\u00C3\u00BC\u00C3\u009Fe",
        "X!#$%&'*+-.^_`|~9: name of every character", "X_Under_Score: a", "X-Long: " + "0123456789".PadRight(8000, 'x'), "X-Number: 1",
        "X-A: 1\r\nX-A: 2", "X-A: 1, 2\r\nX-B: 0\r\nX-A: 3", "X-A: \r\nX-A: 2",
        "User-Agent: claude-code/2.0 (cli; like Gecko) +https://example.com", "User-Agent: \"odd", "User-Agent: Gr\u00C3\u00BC\u00C3\u009Fe/1",
        "Accept-Encoding: gzip, deflate, br, zstd", "Accept-Language: nb, en;q=0.5", "Accept-Charset: utf-8", "Cache-Control: no-cache, private=\"X-A\"",
        "Pragma: no-cache", "If-None-Match: W/\"x\", \"y\"", "If-Modified-Since: not a date", "Range: bytes=0-1", "From: a@example.com", "Referer: http://[odd",
        "Via: 1.1 proxy (odd), 1.0 other", "Max-Forwards: 3", "Date: Tue, 15 Nov 1994 08:12:31 GMT", "Date: yesterday", "Warning: 199 - \"odd\"", "Priority: u=1, i",
        "X-Request-Id: 7", "X-Trace: 1", "Content-Language: nb", "Content-Location: /odd", "Content-Disposition: inline", "Content-MD5: odd", "Expires: 0", "Last-Modified: odd",
        "Allow: GET", "ETag: odd", "DNT: 1", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-origin", "Sec-CH-UA: \"x\";v=\"1\"", "Origin: http://localhost:5173",
        "Origin: http://127.0.0.1", "Mcp-Anything: x", "Mcp-Method: tools/list", "Mcp-Param-Odd: \"x\"", "Last-Event-ID: 7", "Retry-After: 3", "Server: odd", "Age: 1",
        "Link: <a>; rel=next", "X-Real-IP: 203.0.113.9", "True-Client-IP: 203.0.113.9", "CF-Connecting-IP: 203.0.113.9", "X-HTTP-Method-Override: DELETE",
        "Upgrade-Insecure-Requests: 1", "Alt-Used: odd", "Early-Data: 1", "Access-Control-Request-Headers: x", "Set-Cookie: x=1", "WWW-Authenticate: Basic", "Location: /odd",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00\r\ntracestate: a=1,b=2",
        "baggage: a=1,b=2", "X-Amzn-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793",
    ];

    private static readonly string[] RemovedLines =
    [
        "Cookie: a=1; b=2", "Proxy-Authorization: Basic eDp5", "Forwarded: for=1.2.3.4", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-User: a", "X-Forwarded-Proto: https",
        "X-Original-URL: /a", "X-Rewrite-URL: /a", "X-Content-Length: 1", "X-Auth-User-Id: a", "x_auth_email: a", "TE: trailers", "Connection: keep-alive\r\nKeep-Alive: timeout=5",
        "Connection: X-A\r\nX-A: 1\r\nX-B: 2", "Expect: 100-continue",
    ];

    private static readonly string[] Queries =
    [
        "?", "?a=1&b=2", "?a=%41%7e%2F+x&b", "?a=%zz&&=", "?x=/../y%5c|{}", "?sessionId=7&Access=token", "?q=%F0%9F%8C%8D&e=%C3%A9", "?" + "0123456789".PadRight(2000, 'q'),
    ];

    private static readonly (string Name, string Body)[] Bodies =
    [
        ("ids of every type", """{"jsonrpc":"2.0","id":12345678901234567890.50e1,"method":"ping"}"""),
        ("id null", """{"jsonrpc":"2.0","id":null,"method":"ping"}"""),
        ("white space everywhere", " \r\n\t{ \"jsonrpc\"\t:\r\n\"2.0\" , \"id\" : \"a\\u0062\" , \"method\" : \"pi\\u006eg\" }\r\n \t"),
        ("escaped names", """{"\u006asonrpc":"2.0","id":1,"method":"tools\/list","p\u0061rams":{"\u005fmeta":{"a\/b":1}}}"""),
        ("members of another kind", """{"id":1,"method":"ping","extra":{"params":[1]},"jsonrpc":"2.0","":0}"""),
        ("all of Unicode", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"t\":\"\u0080\u07ff\u0800\ufffd\uffff\U00010000\U0010ffff\\u0000\\ud800\"}}"),
        ("a meta that is empty", """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{}}}"""),
        ("3 MB", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":""" + "\"" + new string('é', 1_500_000) + "\"}}}"),
        ("100,000 members",
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{ """
            + string.Join(" ,", Enumerable.Range(0, 100_000).Select(index => $"\"m{index}\":{index}")) + " }}}"),
    ];

    public static IEnumerable<TransparencyCase> All { get; } =
    [
        .. OrdinaryLines.Concat(RemovedLines).SelectMany(OfLine),
        .. Queries.SelectMany(OfQuery),
        .. Bodies.SelectMany(OfBody),
        .. OfContentType("application/json;charset=UTF-8"), .. OfContentType("APPLICATION/JSON ; charset=\"utf-8\""), .. OfContentType("application/json; odd=1"),
        .. OfBodyOf("GET"), .. OfBodyOf("DELETE"),
        Row("no Accept", Post() with { Lines = ["Content-Type: application/json"] }),
        Row("odd Accept", Post() with { Lines = ["Content-Type: application/json", "Accept: */*;q=0.1", "ACCEPT: text/event-stream;x=\"a,b\""] }),
        Row("80 headers", Post() with { Lines = ["Content-Type: application/json", .. Enumerable.Range(0, 80).Select(index => $"X-{index}: {index}")] }),
        Row("chunks with extras", Post() with { Framing = Framing.ChunkedWithExtras }),
    ];

    private static ClientRequest Post() =>
        new("POST", ["Content-Type: application/json", "Accept: application/json, text/event-stream"], McpMessages.Request("tools/list", null));

    private static IEnumerable<TransparencyCase> OfLine(string line)
    {
        var name = line.Length > 60 ? line[..60] : line;
        string[] lines = line.Split("\r\n");
        yield return Row($"POST {name}", Post() with { Lines = [.. Post().Lines, .. lines] });
        yield return Row($"GET {name}", new ClientRequest("GET", ["Accept: text/event-stream", .. lines]) { Framing = Framing.None });
    }

    private static IEnumerable<TransparencyCase> OfQuery(string query)
    {
        var name = query.Length > 60 ? query[..60] : query;
        yield return Row($"POST {name}", Post() with { Query = query });
        yield return Row($"DELETE {name}", new ClientRequest("DELETE", []) { Framing = Framing.None, Query = query });
    }

    private static IEnumerable<TransparencyCase> OfBody((string Name, string Body) row)
    {
        yield return Row(row.Name, Post() with { Body = row.Body });
        yield return Row($"{row.Name}, in chunks", Post() with { Body = row.Body, Framing = Framing.Chunked });
    }

    private static IEnumerable<TransparencyCase> OfContentType(string type) =>
        [Row($"Content-Type {type}", Post() with { Lines = [$"Content-Type: {type}", "Accept: application/json, text/event-stream"] })];

    private static IEnumerable<TransparencyCase> OfBodyOf(string method)
    {
        yield return Row($"{method} with a body", new ClientRequest(method, ["Content-Type: application/json"], "{}"));
        yield return Row($"{method} with a body in chunks", new ClientRequest(method, ["Content-Type: application/json"], "{}") { Framing = Framing.Chunked });
        yield return Row($"{method} with an empty body", new ClientRequest(method, []));
        yield return Row($"{method} with a type and no body", new ClientRequest(method, ["Content-Type: application/json", "Accept: text/event-stream"]) { Framing = Framing.None });
    }

    private static TransparencyCase Row(string name, ClientRequest request) => new(name, request, ServerAnswer.Json(McpMessages.Result));
}
