using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Tokens of the future (RFC 7519 sections 4.1.5 and 4.1.6). It is 2000000000, the skew a minute.</summary>
internal static class TimeRows
{
    private static readonly string ManyDigits = new('0', 400);

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        .. Both("in a minute and a second", "2000000061", "2000000060"),
        .. Both("in a minute and a fraction", "2000000060.001", "2000000059.999"),
        .. Both("in a minute and a second with 400 digits", $"2000000061.{ManyDigits}", $"2000000060.{ManyDigits}"),
        .. Both("in a minute and a second with an exponent", "2.000000061e9", "2.00000006e9"),
        .. Both("in milliseconds", "2000000000000", "2000000000"),
        .. Both("beyond the year 9999", "253402300800", "-253402300799"),
        .. Both("huge", "1e300", "-1e11"),
        .. Both("beyond 64 bits", "18446744073709551616", "0"),

        .. BothMalformed("null", "null", "0"),
        .. BothMalformed("text", "\"2000000000\"", "2000000000"),
        .. BothMalformed("empty text", "\"\"", "-0"),
        .. BothMalformed("false", "false", "0"),
        .. BothMalformed("array", "[2000000000]", "1999999999"),
        .. BothMalformed("object", "{}", "1"),
        .. BothMalformed("before the calendar", "-253402300800", "-253402300798"),
        .. BothMalformed("huge and negative", "-1e300", "-1e10"),
        .. BothMalformed("beyond double", "1e400", "1e-400"),
        .. BothMalformed("negative and beyond double", "-1e400", "-1e-400"),
        .. BothMalformed("400 digits", $"1{ManyDigits}", "1"),

        HostileToken.OfClaim("no skew: nbf in a second", TokenRefusal.NotYetValid, "nbf", "2000000001", "2000000000", GatewayKind.NoSkew),
        HostileToken.OfClaim("no skew: iat in a second", TokenRefusal.IssuedInFuture, "iat", "2000000001", "2000000000", GatewayKind.NoSkew),
        HostileToken.OfClaims("nbf by an escape", TokenRefusal.NotYetValid, "{X,\"n\\u0062f\":2000000999}", "{X,\"n\\u0042f\":2000000999}"),
        HostileToken.OfClaims("iat good, nbf not", TokenRefusal.NotYetValid, "{\"nbf\":2000000061,X}", "{\"nbf\":2000000001,X}"),
    ];

    private static IEnumerable<HostileToken> Both(string name, string hostile, string twin) =>
    [
        HostileToken.OfClaim($"nbf {name}", TokenRefusal.NotYetValid, "nbf", hostile, twin),
        HostileToken.OfClaim($"iat {name}", TokenRefusal.IssuedInFuture, "iat", hostile, twin),
    ];

    private static IEnumerable<HostileToken> BothMalformed(string name, string hostile, string twin) =>
    [
        HostileToken.OfClaim($"nbf is {name}", TokenRefusal.MalformedNotBefore, "nbf", hostile, twin),
        HostileToken.OfClaim($"iat is {name}", TokenRefusal.MalformedIssuedAt, "iat", hostile, twin),
    ];
}
