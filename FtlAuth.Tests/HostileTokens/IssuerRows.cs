using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Another issuer than the configured one, however like it (RFC 8414 section 3.3: compared as it stands).</summary>
internal static class IssuerRows
{
    private const string Good = "\"https://issuer.test\"";

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("missing", null),
        Row("null", "null"),
        Row("empty", "\"\""),
        Row("number", "1"),
        Row("array of the right one", "[\"https://issuer.test\"]"),
        Row("object", "{\"https://issuer.test\":1}"),
        Row("slash behind", "\"https://issuer.test/\"", "\"https:\\/\\/issuer.test\""),
        Row("path behind", "\"https://issuer.test/oauth2\""),
        Row("query behind", "\"https://issuer.test?\""),
        Row("fragment behind", "\"https://issuer.test#\""),
        Row("default port", "\"https://issuer.test:443\""),
        Row("http", "\"http://issuer.test\""),
        Row("no scheme", "\"issuer.test\""),
        Row("scheme in upper case", "\"HTTPS://issuer.test\""),
        Row("host in upper case", "\"https://ISSUER.test\"", "\"https://\\u0069ssuer.test\""),
        Row("dot behind the host", "\"https://issuer.test.\""),
        Row("host below", "\"https://evil.issuer.test\""),
        Row("host that begins alike", "\"https://issuer.test.evil.test\""),
        Row("host behind a user name", "\"https://issuer.test@evil.test\""),
        Row("user name before", "\"https://user@issuer.test\""),
        Row("beginning of it", "\"https://issuer.tes\""),
        Row("space behind", "\"https://issuer.test \""),
        Row("space before", "\" https://issuer.test\""),
        Row("line end behind", "\"https://issuer.test\\n\""),
        Row("NUL behind", "\"https://issuer.test\\u0000\"", "\"https://issuer.tes\\u0074\""),
        Row("NUL and a path behind", "\"https://issuer.test\\u0000/x\""),
        Row("homoglyph", "\"https://\\u0456ssuer.test\""),
        Row("long s", "\"https://is\\u017fuer.test\""),
        Row("fullwidth full stop", "\"https://issuer\\uff0etest\"", "\"https://issuer\\u002etest\""),
        Row("combining mark", "\"https://issuer.test\\u0301\""),
        Row("zero-width space", "\"https://issuer.test\\u200b\""),
        Row("percent-encoded letter", "\"https://%69ssuer.test\""),
        Row("backslashes", "\"https:\\\\\\\\issuer.test\""),
        Malformed("half of a surrogate pair behind", "\"https://issuer.test\\ud800\""),
        Malformed("half of a surrogate pair for the last letter", "\"https://issuer.tes\\udc00\""),
        Row("the audience", "\"https://mcp.test/mcp\""),
        Row("wildcard", "\"*\""),
        HostileToken.OfClaim("of another case in its name", TokenRefusal.WrongIssuer, "iss", null, Good) with
        {
            Hostile = forge => Sign(forge, "ISS"),
            Twin = forge => Sign(forge, "\\u0069ss"),
        },
    ];

    private static HostileToken Malformed(string name, string hostile) => HostileToken.OfClaim(name, TokenRefusal.MalformedClaims, "iss", hostile, Good);

    private static HostileToken Row(string name, string? hostile, string twin = Good) =>
        HostileToken.OfClaim(name, TokenRefusal.WrongIssuer, "iss", hostile, twin);

    private static string Sign(Forge forge, string name) =>
        forge.Sign(Authentication.SignedTokens.Header, Authentication.SignedTokens.Claims("iss")[..^1] + $",\"{name}\":{Good}}}");
}
