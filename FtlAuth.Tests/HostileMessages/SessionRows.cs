namespace FtlAuth.Tests.HostileMessages;

/// <summary>A session id is worth something to nobody but whom it was handed out to, and nothing at all in a modern request.</summary>
internal static class SessionRows
{
    private const string Header = "Mcp-Session-Id: ";
    private const string Modern = "MCP-Protocol-Version: 2026-07-28";

    private static readonly Sent Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("the server's own id", Header + HostileMessagesSystem.ServerSession),
        Row("another user's", Header + Sent.ForeignSession),
        Row("empty", Header),
        Row("one character more", Header + Sent.OwnSession + "A"),
        Row("one full stop more", Header + Sent.OwnSession + "."),
        Row("two in one line", $"{Header}{Sent.OwnSession}, {Sent.OwnSession}"),
        Row("twice", Header + Sent.OwnSession, Header + Sent.OwnSession),
        Row("with another user's", Header + Sent.OwnSession, Header + Sent.ForeignSession),
        Row("in quotes", $"{Header}\"{Sent.OwnSession}\""),
        Row("padded", $"{Header}{Sent.OwnSession}="),
        Row("id of one and code of the other", Header + "c2Vzc2lvbg." + new string('A', 43)),
        Row("no code", Header + "c2Vzc2lvbg."),
        Row("code alone", Header + "." + new string('A', 43)),
        Row("version that is no modern one", Header + Sent.ForeignSession, "MCP-Protocol-Version: 2025-11-25"),
        HostileMessage.Refused("in another letter case", Refusal.Session(), Ping.With("MCP-SESSION-ID: " + Sent.ForeignSession), Own(Ping.With("mcp-session-id: " + Sent.OwnSession))),
        OfMethod("GET"),
        OfMethod("DELETE"),

        HostileMessage.Passed("another user's in a modern request", Ping.With(Modern, Header + Sent.ForeignSession).Delivering(Header)),
        HostileMessage.Passed("the server's own id in a modern request", Ping.With(Modern, Header + HostileMessagesSystem.ServerSession).Delivering(Header)),
        HostileMessage.Passed(
            "another user's in a request that is modern by its body",
            ((Sent)"""{"id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-06-18"}}}""").With(Header + Sent.ForeignSession).Delivering(Header)),
        HostileMessage.Passed("own one, nominated by Connection", Ping.With(Header + Sent.OwnSession, "Connection: Mcp-Session-Id").Delivering(Header)),
    ];

    private static HostileMessage Row(string name, params string[] headers) => HostileMessage.Refused(name, Refusal.Session(), Ping.With(headers), Own(Ping.With(Header + Sent.OwnSession)));

    private static HostileMessage OfMethod(string method) => HostileMessage.Refused(
        $"{method} with another user's", Refusal.Session(null), new Sent([]) { Method = method, Headers = [Header + Sent.ForeignSession] },
        Own(new Sent([]) { Method = method, Headers = [Header + Sent.OwnSession] }));

    private static Sent Own(Sent sent) => sent.Delivering(Header + HostileMessagesSystem.ServerSession);
}
