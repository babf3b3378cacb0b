namespace FtlAuth.Tests.Transparency;

/// <summary>Every message of the era with sessions, in each of its revisions, with each kind of answer.</summary>
internal static class LegacyRows
{
    public static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

    // All that a session id may consist of: visible ASCII.
    private static readonly string[] SessionIds = ["1868a90c-1b9b-4d4d-8a55-7e3f6d0f4c11", "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~", "x", "AAAA.BBBB_-"];

    public static IEnumerable<TransparencyCase> All { get; } = [.. Versions.SelectMany(Of), .. SessionIds.SelectMany(WithSession)];

    /// <summary>The headers of a client that has a session.</summary>
    public static string[] Lines(string version, string accept = "application/json, text/event-stream") =>
    [
        $"Accept: {accept}",
        "Mcp-Session-Id: {session}",

        // Clients have sent their revision since 2025-06-18.
        .. string.CompareOrdinal(version, "2025-06-18") < 0 ? Array.Empty<string>() : [$"MCP-Protocol-Version: {version}"],
    ];

    private static IEnumerable<TransparencyCase> Of(string version)
    {
        foreach (var (kind, framing, answer) in Answers())
        {
            yield return new TransparencyCase(
                $"{version} initialize, {kind}",
                new ClientRequest("POST", ["Content-Type: application/json", "accept: application/json, text/event-stream"], McpMessages.Initialize(version))
                {
                    IsInitialize = true,
                    Framing = framing,
                },
                answer with { Lines = [.. answer.Lines, "mcp-session-id: a-new-session"] });
            foreach (var (index, (method, parameters)) in McpMessages.LegacyRequests.Index())
            {
                yield return new TransparencyCase($"{version} {method} {index}, {kind}", Post(version, McpMessages.Request(method, parameters), framing), answer);
            }
        }

        foreach (var (name, body) in McpMessages.LegacyStatements)
        {
            yield return new TransparencyCase($"{version} {name}", Post(version, body), ServerAnswer.Empty("HTTP/1.1 202 Accepted"));
        }

        yield return new TransparencyCase(
            $"{version} GET", Bodyless("GET", Lines(version, "text/event-stream")), ServerAnswer.Events(McpMessages.Events));
        yield return new TransparencyCase(
            $"{version} GET after an event", Bodyless("GET", [.. Lines(version, "text/event-stream"), "Last-Event-ID: 1/2=_a"]), ServerAnswer.Events(McpMessages.Events));
        yield return new TransparencyCase(
            $"{version} GET not offered", Bodyless("GET", Lines(version, "text/event-stream")), ServerAnswer.Empty("HTTP/1.1 405 Method Not Allowed", "Allow: POST, DELETE"));
        yield return new TransparencyCase($"{version} DELETE", Bodyless("DELETE", Lines(version)), ServerAnswer.Empty(ServerAnswer.Ok));
        yield return new TransparencyCase(
            $"{version} DELETE without content", Bodyless("DELETE", Lines(version)), ServerAnswer.Empty("HTTP/1.1 204 No Content") with { Framing = Framing.None });
        yield return new TransparencyCase(
            $"{version} DELETE not offered", Bodyless("DELETE", Lines(version)), ServerAnswer.Empty("HTTP/1.1 405 Method Not Allowed", "Allow: GET,POST"));
    }

    private static IEnumerable<TransparencyCase> WithSession(string id)
    {
        const string Version = "2025-11-25";
        foreach (var method in new[] { "POST", "GET", "DELETE" })
        {
            var request = method == "POST" ? Post(Version, McpMessages.Request("ping", null)) : Bodyless(method, Lines(Version));
            yield return new TransparencyCase(
                $"session {id} {method}",
                request with { Session = id },
                ServerAnswer.Json(McpMessages.Result) with { Lines = ["Content-Type: application/json", $"Mcp-Session-Id: {id}"] });
        }
    }

    private static IEnumerable<(string Kind, Framing Framing, ServerAnswer Answer)> Answers() =>
    [
        ("JSON", Framing.ContentLength, ServerAnswer.Json(McpMessages.Result)),
        ("JSON in chunks", Framing.Chunked, ServerAnswer.Json(McpMessages.Result, Framing.Chunked)),
        ("SSE", Framing.ContentLength, ServerAnswer.Events(McpMessages.Events)),
    ];

    private static ClientRequest Post(string version, string body, Framing framing = Framing.ContentLength) =>
        new("POST", ["content-type: application/json", .. Lines(version)], body) { Framing = framing, Session = "session-1" };

    private static ClientRequest Bodyless(string method, string[] lines) => new(method, lines) { Framing = Framing.None, Session = "session-1" };
}
