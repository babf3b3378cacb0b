using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>A subject that is none, or that would mean something else where it is written: in headers, logs, and other languages' strings.</summary>
internal static class SubjectRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("missing", null, "\"user_1\""),
        Row("null", "null", "\"null\""),
        Row("empty", "\"\"", "\" \""),
        Row("number", "1", "\"1\""),
        Row("true", "true", "\"true\""),
        Row("array", "[\"user_1\"]", "\"user_1\""),
        Row("object", "{\"id\":\"user_1\"}", "\"user_1\""),
        Row("NUL behind", "\"user_1\\u0000\"", "\"user_1\\u0020\""),
        Row("NUL within", "\"user\\u0000_1\"", "\"user\\u0020_1\""),
        Row("header line", "\"user_1\\r\\nX-Auth-User-Id: admin\"", "\"user_1\\\\r\\\\nX-Auth-User-Id: admin\""),
        Row("line end", "\"user_1\\n\"", "\"user_1\\\\n\""),
        Row("carriage return", "\"user_1\\r\"", "\"user_1\\\\r\""),
        Row("tab", "\"user\\t1\"", "\"user 1\""),
        Row("backspace", "\"admin\\b\\b\\b\\b\\buser_1\"", "\"adminuser_1\""),
        Row("terminal escape", "\"\\u001b[31muser_1\"", "\"[31muser_1\""),
        Row("last control character of ASCII", "\"user_1\\u001f\"", "\"user_1\\u0020\\u0021\""),
        Row("DEL", "\"user_1\\u007f\"", "\"user_1\\u007e\""),
        Row("next line", "\"user_1\\u0085\"", "\"user_1\\u00a1\""),
        Row("last control character beyond ASCII", "\"user_1\\u009f\"", "\"user_1\\u00a0\""),
        Malformed("half of a surrogate pair", "\"user_\\ud83d\"", "\"user_\\ud83d\\ude00\""),
        Malformed("surrogate pair in the other order", "\"user_\\ude00\\ud83d\"", "\"user_\\ud83d\\ude01\""),
        Row("1025 bytes", $"\"{new string('a', 1025)}\"", $"\"{new string('a', 1024)}\""),
        Row("1026 bytes in 513 letters", $"\"{Repeat("é", 513)}\"", $"\"{Repeat("é", 512)}\""),
        Row("1028 bytes in 257 letters", $"\"{Repeat("😀", 257)}\"", $"\"{Repeat("😀", 256)}\""),
        Row("1025 bytes by escapes", $"\"{Repeat("\\u0061", 1025)}\"", $"\"{Repeat("\\u0061", 1024)}\""),
        Row("8000 bytes", $"\"{new string('b', 8000)}\"", $"\"{new string('b', 1024)}\""),
        HostileToken.OfClaims("in another case", TokenRefusal.MissingSubject, Without("Sub"), Without("s\\u0075b")),
        HostileToken.OfClaims("elsewhere", TokenRefusal.MissingSubject, Without("user_id"), Without("sub")),
    ];

    private static HostileToken Malformed(string name, string hostile, string twin) =>
        HostileToken.OfClaim(name, TokenRefusal.MalformedClaims, "sub", hostile, twin);

    private static HostileToken Row(string name, string? hostile, string twin) =>
        HostileToken.OfClaim(name, TokenRefusal.MissingSubject, "sub", hostile, twin);

    private static string Without(string name) =>
        Authentication.SignedTokens.Claims("sub")[..^1] + $",\"{name}\":\"user_1\"}}";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
