using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>An expiry that is past, or none (RFC 7519 section 4.1.4). It is 2000000000, the skew a minute.</summary>
internal static class ExpiryRows
{
    private const string Good = "2000000300";

    private static readonly string ManyDigits = new('0', 400);

    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Expired("a minute ago", "1999999940", "1999999941"),
        Expired("a minute and a second ago", "1999999939", "1999999942"),
        Expired("a minute and a fraction ago", "1999999939.999", "1999999940.001"),
        Expired("a minute ago with a fraction of zeros", "1999999940.000", "1999999941.000"),
        Expired("a minute ago with 400 digits", $"1999999940.{ManyDigits}", $"1999999941.{ManyDigits}"),
        Expired("a minute ago with an exponent", "1.99999994e9", "1.999999941e9"),
        Expired("long ago", "1000000000", "10000000000"),
        Expired("zero", "0", "2000000000"),
        Expired("minus zero", "-0", "2e9"),
        Expired("one", "1", Good),
        Expired("fraction of a second", "0.000001", Good),
        Expired("number that is almost zero", "1e-400", "2.0000003e9"),
        Expired("zero with a huge exponent", "0e999999999", "2000000300e0"),

        Missing("missing", null),
        Missing("null", "null"),
        Missing("text", "\"2000000300\""),
        Missing("empty text", "\"\""),
        Missing("date", "\"2033-05-18T03:38:20Z\""),
        Missing("true", "true"),
        Missing("array", "[2000000300]"),
        Missing("object", "{\"$date\":2000000300}"),
        Missing("negative", "-2000000300"),
        Missing("negative fraction", "-0.5"),
        Missing("beyond the year 9999", "253402300800", "253402300799"),
        Missing("beyond the year 9999 by a fraction", "253402300799.5", "253402300799.0"),
        Missing("milliseconds", "2000000300000"),
        Missing("largest 64-bit number", "9223372036854775807"),
        Missing("beyond 64 bits", "18446744073709551616"),
        Missing("beyond 64 bits, where it would wrap around to now", "18446744075709551916"),
        Missing("400 digits", $"2{ManyDigits}"),
        Missing("huge exponent", "2e300", "2e10"),
        Missing("exponent beyond double", "1e400", "1e10"),
        Missing("exponent beyond everything", "1e999999999999", "1e10"),
        Missing("negative and beyond double", "-1e400"),
        HostileToken.OfClaim("written with a plus", TokenRefusal.MalformedClaims, "exp", "+2000000300", "2000000300e+0"),
        HostileToken.OfClaim("written with a zero before", TokenRefusal.MalformedClaims, "exp", "02000000300", "2000000300.0"),
        HostileToken.OfClaim("written in hexadecimal", TokenRefusal.MalformedClaims, "exp", "0x7735952C", Good),
        HostileToken.OfClaim("written with an underscore", TokenRefusal.MalformedClaims, "exp", "2_000_000_300", Good),
        HostileToken.OfClaim("Infinity", TokenRefusal.MalformedClaims, "exp", "Infinity", Good),

        HostileToken.OfClaim("no skew: now", TokenRefusal.Expired, "exp", "2000000000", "2000000001", GatewayKind.NoSkew),
        HostileToken.OfClaim("no skew: a fraction ago", TokenRefusal.Expired, "exp", "1999999999.999", "2000000000.001", GatewayKind.NoSkew),
    ];

    private static HostileToken Expired(string name, string hostile, string twin) =>
        HostileToken.OfClaim(name, TokenRefusal.Expired, "exp", hostile, twin);

    private static HostileToken Missing(string name, string? hostile, string twin = Good) =>
        HostileToken.OfClaim(name, TokenRefusal.MissingExpiry, "exp", hostile, twin);
}
