using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Tokens for somebody else, however like (RFC 9068 section 4, RFC 8707 section 2).</summary>
internal static class AudienceRows
{
    private const string Good = "\"https://mcp.test/mcp\"";

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Missing("missing", null),
        Missing("null", "null"),
        Missing("empty", "\"\""),
        Missing("empty array", "[]", $"[{Good}]"),
        Missing("number", "1"),
        Missing("true", "true"),
        Missing("object", "{\"https://mcp.test/mcp\":true}"),
        Missing("array in an array", $"[[{Good}]]", $"[{Good}]"),
        Missing("object in an array", $"[{{\"aud\":{Good}}}]", $"[\"aud\",{Good}]"),
        Missing("number behind the right one", $"[{Good},1]", $"[{Good},\"1\"]"),
        Missing("null before the right one", $"[null,{Good}]", $"[\"null\",{Good}]"),
        Missing("array behind the right one", $"[{Good},[]]", $"[{Good},\"[]\"]"),
        HostileToken.OfClaims("in another case", TokenRefusal.MissingAudience, Named("Aud"), Named("aud")),
        HostileToken.OfClaims("as a resource", TokenRefusal.MissingAudience, Named("resource"), Named("\\u0061ud")),

        Wrong("another one", "\"https://other.test/mcp\""),
        ClientId("client id of the environment", "\"client_01JAVTHK1TENV1R0NMENT00001\"", $"[\"client_01JAVTHK1TENV1R0NMENT00001\",{Good}]"),
        ClientId("client id among others", "[\"https://other.test/mcp\",\"client_1\"]", $"[\"https://other.test/mcp\",{Good}]"),
        Wrong("client id in another case", "\"Client_1\"", $"[\"Client_1\",{Good}]"),
        Wrong("others", "[\"https://other.test/mcp\",\"clients\"]", $"[\"https://other.test/mcp\",{Good}]"),
        Wrong("empty one in an array", "[\"\"]", $"[\"\",{Good}]"),
        Wrong("1000 others", Many("]"), Many($",{Good}]")),
        Wrong("the issuer", "\"https://issuer.test\""),
        Wrong("the gateway's own URL, which is not the configured one", $"\"{HostileSystem.PublicUrl}/mcp\""),
        Wrong("slash behind", "\"https://mcp.test/mcp/\"", "\"https:\\/\\/mcp.test\\/mcp\""),
        Wrong("path behind", "\"https://mcp.test/mcp/admin\""),
        Wrong("letter behind", "\"https://mcp.test/mcpx\""),
        Wrong("query behind", "\"https://mcp.test/mcp?\""),
        Wrong("fragment behind", "\"https://mcp.test/mcp#\""),
        Wrong("host alone", "\"https://mcp.test\""),
        Wrong("beginning of it", "\"https://mcp.test/mc\""),
        Wrong("end of it", "\"mcp.test/mcp\""),
        Wrong("path alone", "\"/mcp\""),
        Wrong("two slashes", "\"https://mcp.test//mcp\""),
        Wrong("path that leads back", "\"https://mcp.test/x/../mcp\""),
        Wrong("path in upper case", "\"https://mcp.test/MCP\"", "\"https://mcp.test/\\u006dcp\""),
        Wrong("host in upper case", "\"https://MCP.test/mcp\"", "\"https://\\u006dcp.test/mcp\""),
        Wrong("percent-encoded letter", "\"https://mcp.test/%6dcp\""),
        Wrong("http", "\"http://mcp.test/mcp\""),
        Wrong("default port", "\"https://mcp.test:443/mcp\""),
        Wrong("dot behind the host", "\"https://mcp.test./mcp\""),
        Wrong("host below", "\"https://a.mcp.test/mcp\""),
        Wrong("host that begins alike", "\"https://mcp.test.evil.test/mcp\""),
        Wrong("host behind a user name", "\"https://mcp.test@evil.test/mcp\""),
        Wrong("homoglyph", "\"https://m\\u0441p.test/mcp\""),
        Wrong("fullwidth letter", "\"https://mcp.test/mc\\uff50\"", "\"https://mcp.test/mc\\u0070\""),
        Wrong("combining mark", "\"https://mcp.test/mcp\\u0301\""),
        Wrong("zero-width joiner", "\"https://mcp.test/mcp\\u200d\""),
        Wrong("space behind", "\"https://mcp.test/mcp \""),
        Wrong("space before", "\" https://mcp.test/mcp\""),
        Wrong("NUL behind", "\"https://mcp.test/mcp\\u0000\""),
        Wrong("two with a space", "\"https://mcp.test/mcp https://other.test\"", "[\"https://mcp.test/mcp\",\"https://other.test\"]"),
        Wrong("two with a comma", "\"https://mcp.test/mcp,https://other.test\"", "[\"https://other.test\",\"https://mcp.test/mcp\"]"),
        Wrong("array in a text", "\"[\\\"https://mcp.test/mcp\\\"]\"", $"[{Good}]"),
        Wrong("wildcard", "\"*\""),
        Wrong("wildcard behind", "\"https://mcp.test/*\""),
        Wrong("regular expression", "\".*\"", $"[\".*\",{Good}]"),
        HostileToken.OfClaim("half of a surrogate pair behind", TokenRefusal.MalformedClaims, "aud", "\"https://mcp.test/mcp\\ud800\"", Good),
        HostileToken.OfClaim("half of a surrogate pair beside it", TokenRefusal.MalformedClaims, "aud", $"[\"\\udc00\",{Good}]", $"[\"\\ud800\\udc00\",{Good}]"),
    ];

    private static HostileToken Missing(string name, string? hostile, string twin = Good) =>
        HostileToken.OfClaim(name, TokenRefusal.MissingAudience, "aud", hostile, twin);

    private static HostileToken Wrong(string name, string hostile, string twin = Good) =>
        HostileToken.OfClaim(name, TokenRefusal.WrongAudience, "aud", hostile, twin);

    // What AuthKit makes while the resource is not registered: the same to the client, and another remedy for the operator.
    private static HostileToken ClientId(string name, string hostile, string twin) =>
        HostileToken.OfClaim(name, TokenRefusal.ClientIdAudience, "aud", hostile, twin);

    private static string Named(string name) => Authentication.SignedTokens.Claims("aud")[..^1] + $",\"{name}\":{Good}}}";

    private static string Many(string end) => $"[{string.Join(',', Enumerable.Range(0, 1000).Select(number => $"\"{number}\""))}{end}";
}
