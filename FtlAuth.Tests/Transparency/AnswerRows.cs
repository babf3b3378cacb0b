using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>Statuses, headers and bodies of answers, odd and legal ones too, to each method.</summary>
internal static class AnswerRows
{
    private const string Error = """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"Tjänsten svarar inte"}}""";

    private static readonly string[] StatusLines =
    [
        "200 OK", "200 Fine by me", "200 ", "201 Created", "202 Accepted", "203 Non-Authoritative Information", "206 Partial Content", "299 Odd", "400 Bad Request", "402 Payment Required",
        "403 Forbidden", "404 Not Found", "405 Method Not Allowed", "406 Not Acceptable", "408 Request Timeout", "409 Conflict", "410 Gone", "413 Content Too Large",
        "415 Unsupported Media Type", "418 I'm a teapot", "422 Unprocessable Content", "426 Upgrade Required", "428 Precondition Required", "429 Too Many Requests", "499 Odd",
        "500 Internal Server Error", "501 Not Implemented", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "507 Insufficient Storage", "599 Odd",
    ];

    private static readonly string[] OrdinaryLines =
    [
        "X-Accel-Buffering: no", "Cache-Control: no-cache, no-transform", "Cache-Control: no-store\r\nCache-Control: private", "Retry-After: 7", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT",
        "Retry-After: soon", "MCP-Protocol-Version: 2025-11-25", "Mcp-Session-Id: 1868a90c-1b9b", "Mcp-Anything: x", "mcp-param-odd: \"x\", y", "Content-Language: nb",
        "Content-Disposition: attachment; filename=\"\u00FC.txt\"", "Content-Encoding: odd", "ETag: W/\"x\"", "ETag: odd", "Last-Modified: odd", "Expires: 0", "Expires: -1",
        "Date: Tue, 15 Nov 1994 08:12:31 GMT", "Date: yesterday", "Server: uvicorn", "Server: odd (x", "X-Powered-By: Express", "Link: <a>; rel=next\r\nLink: <b>; rel=prev", "Vary: Accept",
        "Vary: *", "Age: 1", "Via: 1.1 inner", "Warning: 199 - \"odd\"", "Pragma: no-cache", "Allow: GET, POST", "Content-Location: /odd", "Content-Range: bytes 0-1/2",
        "Accept-Ranges: none", "Alt-Svc: h3=\":443\"", "Strict-Transport-Security: max-age=1", "Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer", "Location: /created", "Refresh: 3", "X-Empty:", "X-Spaces:    a  b ", "X-Tab: a\tb", "X-Latin1: \u00E9", "X-Utf8: \u00C3\u00A9", "x-lower: a",
        "X!#$%&'*+-.^_`|~9: name of every character", "X-Long: " + "0123456789".PadRight(8000, 'x'), "X-A: 1\r\nX-A: 2", "X-RateLimit-Remaining: 3", "traceparent: odd", "Server-Timing: db;dur=53",
        "Proxy-Authenticate: Basic", "Upgrade: h2c", "X-Request-Id: 7", "Mcp-Method: x",
    ];

    private static readonly string[] RemovedLines =
    [
        "WWW-Authenticate: Bearer realm=\"inner\"", "Set-Cookie: a=1\r\nSet-Cookie: b=2", "X-Trace-Id: of the upstream", "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true",
        "access-control-expose-headers: X-A", "Connection: keep-alive\r\nKeep-Alive: timeout=5", "Connection: close",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json;charset=UTF-8", "APPLICATION/JSON", "application/json; odd=\"a;b\"", "text/event-stream", "text/event-stream; charset=utf-8", "Text/Event-Stream",
        "text/html", "application/octet-stream", "odd", "",
    ];

    private static readonly (string Name, byte[] Body)[] Streams =
    [
        ("nothing", []),
        ("comments alone", Encoding.UTF8.GetBytes(":\n\n: keep-alive\n\n:\r\n\r\n")),
        ("carriage returns", Encoding.UTF8.GetBytes("data: a\r\rid: 1\rdata: b\r\r")),
        ("mixed line ends", Encoding.UTF8.GetBytes("data: a\r\ndata: b\n\r\ndata: c\r\n\ndata: d\r\r\n\n")),
        ("byte order mark", Encoding.UTF8.GetBytes("\uFEFFdata: a\n\n")),
        ("half an event at the end", Encoding.UTF8.GetBytes("data: a\n\nid: 2\ndata: ha")),
        ("event ids", Encoding.UTF8.GetBytes("id\n\nid: \n\nid: a b é\ndata: x\n\nid:0\ndata:x\n\n")),
        ("odd fields", Encoding.UTF8.GetBytes("data\n\nunknown: x\nretry: odd\nevent:\ndata:  two spaces\ndata:\n\n")),
        ("no UTF-8", [.. "data: "u8, 0xC3, 0x28, 0xFF, 0x00, .. "\n\n"u8]),
        ("an event of 1 MB", Encoding.UTF8.GetBytes($"data: {new string('€', 350_000)}\n\n")),
        ("5,000 events", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(index => $"id: {index}\ndata: {{\"n\":{index}}}\n\n")))),
    ];

    public static IEnumerable<TransparencyCase> All { get; } =
    [
        .. StatusLines.SelectMany(OfStatus),
        .. OrdinaryLines.Concat(RemovedLines).SelectMany(OfLine),
        .. ContentTypes.SelectMany(OfContentType),
        .. Streams.SelectMany(OfStream),
        .. Bodies(),
    ];

    private static IEnumerable<TransparencyCase> OfStatus(string status)
    {
        foreach (var request in Requests())
        {
            var name = $"{status}, {request.Method}";
            yield return new TransparencyCase(name, request, ServerAnswer.Json(Error) with { StatusLine = $"HTTP/1.1 {status}" });
            yield return new TransparencyCase($"{name}, no body", request, ServerAnswer.Empty($"HTTP/1.1 {status}", "Retry-After: 1"));
            yield return new TransparencyCase($"{name}, until the end", request, ServerAnswer.Json(Error, Framing.None) with { StatusLine = $"HTTP/1.1 {status}" });
        }
    }

    private static IEnumerable<TransparencyCase> OfLine(string line)
    {
        var name = line.Length > 60 ? line[..60] : line;
        var answer = ServerAnswer.Json(McpMessages.Result) with { Lines = ["Content-Type: application/json", .. line.Split("\r\n")] };
        var events = ServerAnswer.Events(McpMessages.Events) with { Lines = ["Content-Type: text/event-stream", .. line.Split("\r\n")] };
        yield return new TransparencyCase($"{name}", Post(), answer);
        yield return new TransparencyCase($"{name}, to a page", FromPage(Post()), answer);
        yield return new TransparencyCase($"{name}, SSE", Post(), events);
        yield return new TransparencyCase($"{name}, to a page's GET", FromPage(Get()), events);
    }

    private static IEnumerable<TransparencyCase> OfContentType(string type)
    {
        string[] lines = type.Length == 0 ? [] : [$"Content-Type: {type}"];
        yield return new TransparencyCase($"type '{type}'", Post(), new ServerAnswer(ServerAnswer.Ok, lines, Encoding.UTF8.GetBytes(McpMessages.Events)));
        yield return new TransparencyCase(
            $"type '{type}', in chunks", Post(), new ServerAnswer(ServerAnswer.Ok, lines, Encoding.UTF8.GetBytes(McpMessages.Events)) { Framing = Framing.Chunked, PieceSize = 3 });
    }

    private static IEnumerable<TransparencyCase> OfStream((string Name, byte[] Body) row)
    {
        foreach (var request in new[] { Post(), Get() })
        {
            var answer = ServerAnswer.Events("") with { Body = row.Body, PieceSize = row.Body.Length > 10_000 ? 4999 : 1 };
            yield return new TransparencyCase($"{row.Name}, {request.Method}", request, answer);
            yield return new TransparencyCase($"{row.Name}, {request.Method}, until the end", request, answer with { Framing = Framing.None });
            yield return new TransparencyCase($"{row.Name}, {request.Method}, with a length", request, answer with { Framing = Framing.ContentLength });
            yield return new TransparencyCase($"{row.Name}, {request.Method}, extras", request, answer with { Framing = Framing.ChunkedWithExtras });
        }
    }

    private static IEnumerable<TransparencyCase> Bodies()
    {
        var large = Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"{new string('é', 4_000_000)}\"}}");
        byte[] packed = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0x56, 0, 0xFF];
        string[] lines = ["Content-Type: application/json"];
        yield return new TransparencyCase("8 MB", Post(), new ServerAnswer(ServerAnswer.Ok, lines, large));
        yield return new TransparencyCase("8 MB in chunks", Post(), new ServerAnswer(ServerAnswer.Ok, lines, large) { Framing = Framing.Chunked });
        yield return new TransparencyCase("8 MB until the end", Get(), new ServerAnswer(ServerAnswer.Ok, lines, large) { Framing = Framing.None });
        yield return new TransparencyCase("packed", Post(), new ServerAnswer(ServerAnswer.Ok, [.. lines, "Content-Encoding: gzip"], packed));
        yield return new TransparencyCase("no content", Post(), ServerAnswer.Empty("HTTP/1.1 204 No Content") with { Framing = Framing.None });
        yield return new TransparencyCase("no JSON at all", Post(), new ServerAnswer(ServerAnswer.Ok, lines, "not JSON"u8.ToArray()));
    }

    private static ClientRequest[] Requests() => [Post(), Get(), new ClientRequest("DELETE", []) { Framing = Framing.None }];

    private static ClientRequest Post() =>
        new("POST", ["Content-Type: application/json", "Accept: application/json, text/event-stream"], McpMessages.Request("tools/list", null));

    private static ClientRequest Get() => new("GET", ["Accept: text/event-stream"]) { Framing = Framing.None };

    private static ClientRequest FromPage(ClientRequest request) => request with { Lines = [.. request.Lines, "Origin: http://localhost:5173"] };
}
