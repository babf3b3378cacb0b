using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FtlAuth.Tests.Transparency;

/// <summary>All that the gateway may change of a request and of its answer. Whatever else differs is a defect.</summary>
internal static partial class ExpectedDifferences
{
    public const string UpstreamPath = "/inner/mcp-internal";

    /// <summary>From what the client sends to what the MCP server receives.</summary>
    public static IReadOnlyList<ExpectedDifference> OfRequests { get; } =
    [
        new("`/mcp`: authenticated, then proxied to `McpGateway:Url`",
            (pair, _) => pair.ExpectedStart = pair.ExpectedStart.Replace(" /mcp", $" {UpstreamPath}", StringComparison.Ordinal)),
        new("a query that is empty is none: what is allowed is to leave its question mark out (RFC 3986 section 6.2.3)",
            (pair, _) => pair.ExpectedStart = pair.ExpectedStart.Replace("? HTTP", " HTTP", StringComparison.Ordinal)),
        new("`Host` names the server that a request is sent to (RFC 9110 section 7.2)",
            (pair, surroundings) => pair.Expect("Host", surroundings.UpstreamAuthority)),
        new("`Authorization` never reaches the upstream (the MCP specification forbids transit)",
            (pair, _) => pair.ExpectNone("Authorization")),
        new("headers nominated by `Connection` are removed",
            (pair, _) => pair.ExpectNone(field => IsNominated(pair.ExpectedValue("Connection"), field.Name))),
        new("hop-by-hop fields and the framing of the body belong to each connection (RFC 9110 section 7.6.1)",
            (pair, _) => pair.Ignore("Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Content-Length", "Expect")),
        new("YARP counts `Upgrade-Insecure-Requests` among them (ForwarderMiddleware's list of headers that are not copied)",
            (pair, _) => pair.ExpectNone("Upgrade-Insecure-Requests")),
        new("Every inbound `X-Auth-*` header is removed first; identity goes with every proxied request, as headers that only the gateway can set",
            (pair, surroundings) =>
            {
                pair.ExpectNone(field => Normal(field).StartsWith("x-auth-", StringComparison.Ordinal));
                pair.Expected.AddRange(surroundings.Identity);
            }),
        new("`X-Forwarded-User`, `X-Original-URL`, `X-Rewrite-URL`, `X-Content-Length`, `Forwarded`, `Cookie`, `Proxy-Authorization`, trailers go too",
            (pair, _) => pair.ExpectNone(field => Normal(field) is
                "x-forwarded-user" or "x-original-url" or "x-rewrite-url" or "x-content-length" or "forwarded" or "cookie" or "proxy-authorization")),
        new("`X-Forwarded-For/Host/Proto` are set anew",
            (pair, surroundings) =>
            {
                pair.Expect("X-Forwarded-For", "127.0.0.1");
                pair.Expect("X-Forwarded-Host", surroundings.PublicAuthority);
                pair.Expect("X-Forwarded-Proto", "http");
            }),
        new("Each party of a trace names itself as the parent of the next (W3C Trace Context section 3.2)", ApplyTraceParent),
        new("white space around the equals sign of `baggage` says nothing (W3C Baggage section 3.3.1)", ApplyBaggage),
        new("The header goes upstream only after it was unwrapped; on modern requests it is removed, since the client chooses its era", ApplySession),
        new("GET and DELETE bodies are dropped",
            (pair, surroundings) => pair.ExpectedBody = surroundings.Request.Method == "POST" ? pair.ExpectedBody : []),
        new("`initialize` gets `params._authContext`; every untouched member keeps its bytes", ApplyAuthContext),
    ];

    /// <summary>From what the MCP server answers to what the client receives.</summary>
    public static IReadOnlyList<ExpectedDifference> OfAnswers { get; } =
    [
        new("hop-by-hop fields and the framing of the body belong to each connection (RFC 9110 section 7.6.1)",
            (pair, _) => pair.Ignore("Connection", "Keep-Alive", "Proxy-Connection", "Trailer", "Transfer-Encoding", "Content-Length")),
        new("`Upgrade` and `Proxy-Authenticate` speak to the next hop, `Alt-Svc` of the origin that sent it (RFC 9110 sections 7.8 and 11.7.1, RFC 7838)",
            (pair, _) => pair.ExpectNone("Upgrade", "Proxy-Authenticate", "Alt-Svc")),
        new("The reason phrase says nothing (RFC 9112 section 4): where there is none, the usual one may stand",
            (pair, _) => pair.ExpectedStart = pair.ExpectedStart == "HTTP/1.1 200 " ? ServerAnswer.Ok : pair.ExpectedStart),
        new("Every answer carries the trace id in `X-Trace-Id`", ApplyTraceId),
        new("A recipient with a clock adds `Date` to an answer that has none (RFC 9110 section 6.6.1)", ApplyDate),
        new("`WWW-Authenticate` and `Set-Cookie` of the upstream are removed from every answer",
            (pair, _) => pair.ExpectNone("WWW-Authenticate", "Set-Cookie")),
        new("`Access-Control-Allow-Origin` on every answer, proxied ones included (upstream's own `Access-Control-*` removed)",
            (pair, _) => pair.ExpectNone(field => field.Name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))),
        new("`Vary: Origin`, exposed headers; without an `Origin` no CORS header is owed", ApplyCors),
        new("the id that the upstream returns is handed out as `base64url(id).HMAC(…)`",
            (pair, _) =>
            {
                if (pair.ExpectedValue(SessionHeader) is { } bare)
                {
                    var handedOut = pair.ActualValue(SessionHeader) ?? "";
                    pair.Expect(SessionHeader, Unwrap(handedOut) == bare ? handedOut : $"base64url({bare}).HMAC");
                }
            }),
    ];

    private const string SessionHeader = "Mcp-Session-Id";

    /// <summary>The upstream's id in a session id of the gateway's; null when it has another form.</summary>
    public static string? Unwrap(string? handedOut) =>
        WrappedSession().Match(handedOut ?? "") is { Success: true } match
            ? Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(match.Groups["id"].Value))
            : null;

    private static string Normal(RawField field) => field.Name.Replace('_', '-').ToLowerInvariant();

    private static bool IsNominated(string? connection, string name) =>
        connection is not null && connection.Split(',').Any(nominated => nominated.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void ApplyTraceParent(MessagePair pair, Surroundings surroundings)
    {
        if (pair.ActualValue("traceparent") is { } actual && TraceParent().IsMatch(actual)
            && (pair.ExpectedValue("traceparent") is not { } expected || expected[3..35] == actual[3..35]))
        {
            pair.Expect("traceparent", actual);
        }
    }

    private static void ApplyBaggage(MessagePair pair, Surroundings surroundings)
    {
        if (pair.ExpectedValue("baggage") is { } expected && pair.ActualValue("baggage") is { } actual
            && expected == actual.Replace(" ", "", StringComparison.Ordinal))
        {
            pair.Expect("baggage", actual);
        }
    }

    private static void ApplySession(MessagePair pair, Surroundings surroundings)
    {
        pair.ExpectNone(SessionHeader);
        if (surroundings.Request is { IsModern: false, Session: { } bare })
        {
            pair.Expect(SessionHeader, bare);
        }
    }

    private static void ApplyAuthContext(MessagePair pair, Surroundings surroundings)
    {
        if (!surroundings.Request.IsInitialize)
        {
            return;
        }

        // The bodies of the matrix end in the brace of their params and their own.
        var body = pair.ExpectedBody;
        byte[] before = [.. body.AsSpan(..^2), .. ",\"_authContext\":"u8];
        var actual = pair.ActualBody.AsSpan();
        if (actual.StartsWith(before) && actual.EndsWith("}}"u8))
        {
            var injected = actual[before.Length..^2].ToArray();
            if (JsonNode.DeepEquals(JsonNode.Parse(surroundings.AuthContext), JsonNode.Parse(injected)))
            {
                pair.ExpectedBody = [.. before, .. injected, .. "}}"u8];
            }
        }
    }

    private static void ApplyTraceId(MessagePair pair, Surroundings surroundings)
    {
        pair.ExpectNone("X-Trace-Id");
        var actual = pair.ActualValue("X-Trace-Id");
        pair.ExpectMore("X-Trace-Id", actual is not null && TraceId().IsMatch(actual) ? actual : "32 hexadecimal digits");
    }

    private static void ApplyDate(MessagePair pair, Surroundings surroundings)
    {
        if (pair.ExpectedValue("Date") is null && DateTimeOffset.TryParseExact(
            pair.ActualValue("Date"), "r", System.Globalization.CultureInfo.InvariantCulture, default, out _))
        {
            pair.Expect("Date", pair.ActualValue("Date")!);
        }
    }

    private static void ApplyCors(MessagePair pair, Surroundings surroundings)
    {
        const string Prefix = "Origin: ";
        if (surroundings.Request.Lines.FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal)) is { } origin)
        {
            pair.Expected.Insert(0, new RawField("Vary", "Origin"));
            pair.ExpectMore("Access-Control-Allow-Origin", origin[Prefix.Length..]);
            pair.ExpectMore("Access-Control-Expose-Headers", "WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, Retry-After, X-Trace-Id");
        }
    }

    [GeneratedRegex("^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$")]
    private static partial Regex TraceParent();

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();

    [GeneratedRegex("^(?<id>[A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]{22,}$")]
    private static partial Regex WrappedSession();
}
