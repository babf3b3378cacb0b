using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Tokens of another type than access tokens (RFC 9068 section 2.1, RFC 8725 section 3.11).</summary>
internal static class TypeRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("DPoP proof", "\"dpop+jwt\"", "\"at+jwt\""),
        Row("logout token", "\"logout+jwt\"", "\"AT+JWT\""),
        Row("ID token", "\"id+jwt\"", "\"At+Jwt\""),
        Row("security event", "\"secevent+jwt\"", "\"application/at+jwt\""),
        Row("authorization request", "\"oauth-authz-req+jwt\"", "\"Application/AT+JWT\""),
        Row("introspection answer", "\"token-introspection+jwt\"", "\"APPLICATION/at+jwt\""),
        Row("client authentication", "\"client-authentication+jwt\"", "\"JWT\""),
        Row("refresh token", "\"rt+jwt\"", "\"jwt\""),
        Row("media type of any token", "\"application/jwt\"", "\"Jwt\""),
        Row("media type with a parameter", "\"application/at+jwt; charset=utf-8\"", "\"application/at+jwt\""),
        Row("two types", "\"at+jwt,JWT\"", "\"at+jwt\""),
        Row("turned around", "\"jwt+at\"", "\"at+jwt\""),
        Row("JOSE", "\"JOSE\"", "\"jWT\""),
        Row("JWE", "\"JWE\"", "\"jwT\""),
        Row("empty", "\"\"", "\"JWT\""),
        Row("space behind", "\"JWT \"", "\"JWT\""),
        Row("space before", "\" at+jwt\"", "\"at+jwt\""),
        Row("NUL behind", "\"JWT\\u0000\"", "\"JW\\u0054\""),
        Row("fullwidth letters", "\"\\uff2a\\uff37\\uff34\"", "\"\\u004a\\u0057\\u0054\""),
        Row("null", "null", "\"jwt\""),
        Row("number", "1", "\"at+jwt\""),
        Row("array", "[\"JWT\"]", "\"JWT\""),
        Row("object", "{\"JWT\":1}", "\"JWT\""),
        HostileToken.OfMember("half of a surrogate pair", TokenRefusal.MalformedHeader, "\"typ\":\"JWT\\ud800\"", "\"typ\":\"JWT\""),
        HostileToken.OfMember("by an escape", TokenRefusal.WrongType, "\"ty\\u0070\":\"dpop+jwt\"", "\"ty\\u0050\":\"dpop+jwt\""),
    ];

    private static HostileToken Row(string name, string hostile, string twin) =>
        HostileToken.OfMember(name, TokenRefusal.WrongType, $"\"typ\":{hostile}", $"\"typ\":{twin}");
}
