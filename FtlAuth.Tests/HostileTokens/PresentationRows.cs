using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>One Authorization header of the scheme Bearer with b64token characters (RFC 6750 section 2.1). T stands for a good token.</summary>
internal static class PresentationRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        // Characters that no token has.
        Row("no token", TokenRefusal.MalformedCredentials, "Bearer", "Bearer T"),
        Row("no token behind spaces", TokenRefusal.MalformedCredentials, "Bearer   ", "Bearer   T"),
        Row("padding alone", TokenRefusal.MalformedCredentials, "Bearer ==", "Bearer T"),
        Row("padding before the token", TokenRefusal.MalformedCredentials, "Bearer =T", "Bearer T"),
        Row("padding within the token", TokenRefusal.MalformedCredentials, "Bearer T=.T", "Bearer T"),
        Row("two tokens with a comma", TokenRefusal.MalformedCredentials, "Bearer T, Bearer T", "Bearer T"),
        Row("two tokens with a space", TokenRefusal.MalformedCredentials, "Bearer T T", "Bearer T "),
        Row("scheme twice", TokenRefusal.MalformedCredentials, "Bearer Bearer T", "Bearer T"),
        Row("tab behind the space", TokenRefusal.MalformedCredentials, "Bearer \tT", "Bearer  T"),
        Row("quoted", TokenRefusal.MalformedCredentials, "Bearer \"T\"", "bearer T"),
        Row("in angle brackets", TokenRefusal.MalformedCredentials, "Bearer <T>", "BEARER T"),
        Row("in braces", TokenRefusal.MalformedCredentials, "Bearer {T}", "BeArEr T"),
        Row("as a parameter", TokenRefusal.MalformedCredentials, "Bearer token=T", "bEARER T"),
        Row("as a quoted parameter", TokenRefusal.MalformedCredentials, "Bearer realm=\"x\", token=\"T\"", "Bearer  T"),
        Row("semicolon behind", TokenRefusal.MalformedCredentials, "Bearer T;", "Bearer T "),
        Row("comma behind", TokenRefusal.MalformedCredentials, "Bearer T,", "Bearer T  "),
        Row("percent-encoded end", TokenRefusal.MalformedCredentials, "Bearer T%20", "Bearer T"),
        Row("percent-encoded NUL", TokenRefusal.MalformedCredentials, "Bearer T%00", "Bearer T"),
        Row("letter of two bytes", TokenRefusal.MalformedCredentials, "Bearer T\u00C3\u00A9", "Bearer T"),
        Row("no-break space", TokenRefusal.MalformedCredentials, "Bearer \u00C2\u00A0T", "Bearer T"),
        Row("zero-width space", TokenRefusal.MalformedCredentials, "Bearer T\u00E2\u0080\u008B", "Bearer T"),
        Row("fullwidth full stop", TokenRefusal.MalformedCredentials, "Bearer T\u00EF\u00BC\u008E", "Bearer T"),

        // Bytes that are no header at all: the server itself refuses them.
        Row("byte that is no UTF-8", Verdict.NotHttp, "Bearer T\u00E9", "Bearer T"),
        Row("overlong full stop", Verdict.NotHttp, "Bearer T\u00C0\u00AE", "Bearer T"),
        Row("NUL behind", Verdict.NotHttp, "Bearer T\0", "Bearer T"),
        Row("NUL before", Verdict.NotHttp, "Bearer \0T", "Bearer T"),
        Row("carriage return alone", Verdict.NotHttp, "Bearer T\rX", "Bearer T"),
        Row("folded line", Verdict.NotHttp, "Bearer\r\n T", "Bearer T"),

        // 16 KiB, not a byte more.
        Size("one byte too large", forge => forge.OfLength((16 * 1024) + 1), forge => forge.OfLength(16 * 1024)),
        Size("too large by padding", forge => forge.OfLength(16 * 1024) + "=", forge => forge.OfLength(16 * 1024)),
        Size("too large behind spaces", forge => "    " + forge.OfLength((16 * 1024) + 2), forge => "    " + forge.OfLength(16 * 1024)),
        Size("20 KiB of one letter", _ => new string('A', 20 * 1024), forge => forge.OfLength((16 * 1024) - 1)),
        Size("20 KiB of full stops", _ => new string('.', 20 * 1024), forge => forge.OfLength((16 * 1024) - 2)),
        Size("20 KiB of padding", _ => "A" + new string('=', 20 * 1024), forge => forge.OfLength((16 * 1024) - 3)),
        Size("20 KiB of characters that no token has", _ => new string('"', 20 * 1024), forge => forge.OfLength((16 * 1024) - 4)),
    ];

    private static HostileToken Row(string name, Verdict verdict, string hostile, string twin) =>
        new(name, verdict, forge => Fill(forge, name, hostile), forge => Fill(forge, name, twin));

    private static HostileToken Size(string name, Func<Forge, string> hostile, Func<Forge, string> twin) =>
        HostileToken.Of(name, TokenRefusal.TooLarge, hostile, twin);

    private static Presented Fill(Forge forge, string name, string authorization) =>
        new([$"Authorization: {authorization.Replace("T", forge.GoodFor("presentation: " + name), StringComparison.Ordinal)}"]);
}
