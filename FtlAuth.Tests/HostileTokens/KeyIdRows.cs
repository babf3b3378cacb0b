using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Exactly the key of that id, and ids that are none; every token here is well signed by <c>key-1</c>.</summary>
internal static class KeyIdRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Malformed("empty", "\"\"", "\"key-1\""),
        Malformed("number", "7", "\"7\""),
        Malformed("true", "true", "\"true\""),
        Malformed("null", "null", "\"null\""),
        Malformed("array", "[]", "\"[]\""),
        Malformed("array of a good one", "[\"key-1\"]", "\"key-1\""),
        Malformed("object", "{\"kid\":\"key-1\"}", "\"key-1\""),
        Malformed("257 characters", $"\"{PublishedKeys.LongestId}x\"", $"\"{PublishedKeys.LongestId}\""),
        Malformed("8000 characters", $"\"{new string('x', 8000)}\"", $"\"{PublishedKeys.LongestId}\""),
        Malformed("space within", "\"key 1\"", "\"key-1\""),
        Malformed("space behind", "\"key-1 \"", "\"key-1\""),
        Malformed("space before", "\" key-1\"", "\"key-1\""),
        Malformed("tab behind", "\"key-1\\t\"", "\"key-1\""),
        Malformed("line end behind", "\"key-1\\n\"", "\"\\u006bey-1\""),
        Malformed("NUL behind", "\"key-1\\u0000\"", "\"key-\\u0031\""),
        Malformed("NUL and more behind", "\"key-1\\u0000.pem\"", "\"key\\u002d1\""),
        Malformed("line of a log", "\"key-1\\r\\nRefused a token: None\"", "\"key-1\""),
        Malformed("terminal escape", "\"\\u001b[2Jkey-1\"", "\"key-1\""),
        Malformed("DEL behind", "\"key-1\\u007f\"", "\"key-1\""),
        Malformed("letter beyond ASCII", "\"k\\u00e9y-1\"", "\"k\\u0065y-1\""),
        Malformed("another hyphen", "\"key\\u20111\"", "\"key\\u002d1\""),
        Malformed("fullwidth digit", "\"key-\\uff11\"", "\"key-\\u0031\""),
        Row("half of a surrogate pair", TokenRefusal.MalformedHeader, "\"key-1\\ud800\"", "\"key-1\""),
        Malformed("SQL with spaces", "\"x' UNION SELECT 'key-1\"", "\"key-1\""),
        Malformed("command with a space", "\"key-1|/usr/bin/id x\"", "\"key-1\""),

        Unknown("256 other characters", $"\"{new string('y', 256)}\"", $"\"{PublishedKeys.LongestId}\""),
        Unknown("upper case", "\"KEY-1\"", "\"key-1\""),
        Unknown("title case", "\"Key-1\"", "\"key-1\""),
        Unknown("beginning of one", "\"key\"", "\"key-1\""),
        Unknown("end of one", "\"-1\"", "\"key-1\""),
        Unknown("more behind", "\"key-1-\"", "\"key-1\""),
        Unknown("two with a comma", "\"key-1,key-2\"", "\"key-1\""),
        Unknown("wildcard", "\"*\"", "\"key-1\""),
        Unknown("wildcard at the end", "\"key-?\"", "\"key-1\""),
        Unknown("regular expression", "\"key-.\"", "\"key-1\""),
        Unknown("index", "\"0\"", "\"7\""),
        Unknown("index below zero", "\"-0\"", "\"7\""),
        Unknown("number written otherwise", "\"07\"", "\"7\""),
        Unknown("path to nothing", "\"../../../../dev/null\"", "\"key/1\""),
        Unknown("path to a known file", "\"/proc/sys/kernel/randomize_va_space\"", "\"key/1\""),
        Unknown("path that leads back", "\"x/../key-1\"", "\"key-1\""),
        Unknown("path with a dot", "\"./key/1\"", "\"key/1\""),
        Unknown("path with two slashes", "\"key//1\"", "\"key/1\""),
        Unknown("path with a backslash", "\"key\\\\1\"", "\"key\\/1\""),
        Unknown("path, percent-encoded", "\"key%2F1\"", "\"key/1\""),
        Unknown("id, percent-encoded", "\"key%2D1\"", "\"key-1\""),
        Unknown("NUL, percent-encoded", "\"key-1%00\"", "\"key-1\""),
        Unknown("SQL", "\"'OR'1'='1\"", "\"key-1\""),
        Unknown("SQL behind", "\"key-1';--\"", "\"key-1\""),
        Unknown("LDAP filter", "\"key-1)(|(kid=*\"", "\"key-1\""),
        Unknown("NoSQL operator", "\"{\\\"$ne\\\":\\\"\\\"}\"", "\"key-1\""),
        Unknown("shell", "\"$(id)\"", "\"key-1\""),
        Unknown("lookup of a logger", "\"${jndi:ldap://canary.test/x}\"", "\"key-1\""),
        Unknown("template", "\"{{7*7}}\"", "\"7\""),
        Unknown("format of a logger", "\"{Reason}\"", "\"key-1\""),
        Unknown("name of a prototype", "\"__proto__\"", "\"key-1\""),
        Unknown("data URL", "\"data:application/json,{}\"", "\"key-1\""),
        Unknown("file URL", "\"file:///etc/passwd\"", "\"key-1\""),
        Unknown("symmetric key", "\"oct\"", "\"key-1\""),

        HostileToken.Of(
            "URL of the forger",
            TokenRefusal.UnknownKey,
            forge => Sign(forge, $"\"{forge.Canary}/key.pem\""),
            forge => Sign(forge, "\"key/1\"")),
        HostileToken.Of(
            "thumbprint of the key",
            TokenRefusal.UnknownKey,
            forge => Sign(forge, $"\"{PublishedKeys.Thumbprint(forge.Tokens.RsaJwk())}\""),
            forge => Sign(forge, "\"key-1\"")),
        HostileToken.Of(
            "id of another key",
            TokenRefusal.BadSignature,
            forge => Sign(forge, "\"key-2\""),
            forge => Forge.SignWith(forge.Second, """{"alg":"RS256","kid":"key-2"}""", SignedTokens.Claims())),

        HostileToken.OfHeader("none among several keys", TokenRefusal.MissingKeyId, """{"alg":"RS256"}""", """{"alg":"RS256","kid":"key-1"}"""),
        HostileToken.OfHeader(
            "in another case", TokenRefusal.MissingKeyId, """{"alg":"RS256","KID":"key-1"}""", """{"alg":"RS256","\u006bid":"key-1"}"""),
        HostileToken.OfHeader(
            "x5t in its place", TokenRefusal.MissingKeyId, """{"alg":"RS256","x5t":"key-1"}""", """{"alg":"RS256","kid":"key-1","x5t":"a"}"""),
        HostileToken.Of(
            "none, signed by the key without an id",
            TokenRefusal.MissingKeyId,
            forge => Forge.SignWith(forge.Foreign, """{"alg":"RS256","x":1}""", SignedTokens.Claims()),
            forge => forge.Sign("""{"alg":"RS256","x":1,"kid":"key-1"}""", SignedTokens.Claims())),

        // One usable key, which need not be named; a named one has to be that.
        OneKey("one key, another id", TokenRefusal.UnknownKey, """{"alg":"RS256","kid":"key-3"}"""),
        OneKey("one key, id of an unusable one", TokenRefusal.UnknownKey, """{"alg":"RS256","kid":"key-2"}"""),
        OneKey("one key, empty id", TokenRefusal.MalformedKeyId, """{"alg":"RS256","kid":""}"""),
        OneKey("one key, id is null", TokenRefusal.MalformedKeyId, """{"alg":"RS256","kid":null}"""),
        HostileToken.Of(
            "one key, none named, signed by an unusable one",
            TokenRefusal.BadSignature,
            forge => Forge.SignWith(forge.Second, """{"alg":"RS256"}""", SignedTokens.Claims()),
            forge => Sign(forge, "\"key-1\""),
            GatewayKind.OneKey),
    ];

    private static HostileToken Malformed(string name, string hostile, string twin) => Row(name, TokenRefusal.MalformedKeyId, hostile, twin);

    private static HostileToken Unknown(string name, string hostile, string twin) => Row(name, TokenRefusal.UnknownKey, hostile, twin);

    private static HostileToken Row(string name, TokenRefusal refusal, string hostile, string twin) =>
        HostileToken.Of(name, refusal, forge => Sign(forge, hostile), forge => Sign(forge, twin));

    private static HostileToken OneKey(string name, TokenRefusal refusal, string hostile) =>
        HostileToken.OfHeader(name, refusal, hostile, """{"alg":"RS256"}""", GatewayKind.OneKey);

    private static string Sign(Forge forge, string keyId) => forge.Sign($$"""{"alg":"RS256","kid":{{keyId}}}""", SignedTokens.Claims());
}
