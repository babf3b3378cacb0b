using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>What claims are made of. The time is 2,000,000,000, and clocks may differ by a minute.</summary>
internal static class ClaimFragments
{
    public const string OtherAudience = "urn:other";
    public const string Client = "client_1";

    public static readonly Fragment[] All =
    [
        new(
            "iss", 1, 3,
            [Issuer, Issuer, Issuer, "\"https:\\/\\/issuer.test\"", "\"\\u0068ttps://issuer.test\""],
            ["\"https://issuer.test/\"", "\"https://ISSUER.test\"", "\"\"", $"[{Issuer}]", "\"https://issuer.test\\u0000\"", "\"https://evil.test\"", "\"https://issuer.tes\\ud800\""]),
        new(
            "aud", 1, 4,
            [Audience, Audience, $"[{Audience}]", $"[\"a\",{Audience},\"b\"]", "\"urn:other\"", $"[ \"\\u0075rn:other\" , \"\" ]"],
            ["\"\"", $"[\"\\ud800\",{Audience}]", "[]", "[\"\"]", "\"https://mcp.test/mcp/\"", $"[{Audience},1]", $"[[{Audience}]]", $"{{\"a\":{Audience}}}", "\"https://mcp.test/mcp,urn:other\"", "[null]", "[\"x\"]", "\"client_1\""]),
        new(
            "sub", 1, 3,
            ["\"user_1\"", "\"user_1\"", "\"\\u0075ser\"", "\"é\"", "\"\\ud83d\\ude00\"", "\" \"", "\"\\\"\"", "\"\\\\n\"", "\"\\u200b\""],
            ["\"\"", "\"a\\u0000b\"", "\"a\\nb\"", "\"\\u0085\"", "\"\\ud800\"", $"\"{new string('s', 1024)}\"", $"\"{new string('s', 1025)}\"", $"\"{new string('é', 513)}\"", "[\"a\"]"]),
        new(
            "exp", 1, 4,
            ["2000000300", "2000000300", "2000000300.0", "2000000300.9", "20000003E2", "2.0000003e+9", "1999999941", "1999999940.5", "9999999999", "253402300799", "2000000300.00000000000000000000001"],
            ["1999999940", "1999999939.999", "1999999999", "0", "-1", "-0", "253402300799.5", "253402300800", "1e30", "1e400", "-1e400", "1e-400", "\"2000000300\"", "02000000300", "NaN", "[2000000300]", "9223372036854775808"]),
        new(
            "nbf", 60, 4,
            ["2000000000", "1999999000", "2000000060", "1.5", "0", "-1", "1e9", "2000000060.0"],
            ["2000000061", "2000000060.5", "-1e300", "-1e30", "-9223372036854775809", "1e30", "1e400", "\"1\"", "9223372036854775808", "-62135596801", "-1e15"]),
        new(
            "iat", 30, 4,
            ["2000000000", "1999999000", "2000000060", "1.5", "0", "-1", "1e9"],
            ["2000000061", "2000000060.5", "-1e300", "1e30", "1e400", "\"1\"", "true", "9223372036854775808", "-9223372036854775809"]),
        new("client_id", 70, 2, ["\"client_1\"", "\"\\u0063lient_1\"", "\"client_2\""], ["\"\"", "\"\\ud800\"", "[\"client_1\"]", "\"client_1 \""]),
        new("azp", 85, 2, ["\"client_1\"", "\"client_2\""], ["\"\"", "\"\\ud800\"", "[]"]),
        new("scope", 60, 2, ["\"a b\"", "\"\"", "\"  a  \""], ["\"\\ud800\"", "[\"a\",\"b\"]", "\"a\\u0000b\""]),
        new("scp", 85, 2, ["\"a b\"", "[\"a\",\"b\"]", "[]"], ["[1,\"\\ud800\",null,[\"a\"]]", "{}"]),
        new("org_id", 85, 2, ["\"org_1\""], ["\"\\ud800\""]),
        new("sid", 85, 2, ["\"session_1\""], ["\"\\ud800\""]),
        new("email", 85, 2, ["\"a@b.test\""], ["\"\\ud800\""]),
        new("jti", 50, 2, ["\"1\"", "\"\""], ["\"\\ud800\""]),
    ];

    public static readonly JsonMember[] Harmless =
    [
        new("\"x\"", "1"), new("\"x\"", "{\"a\":{\"b\":[null,true,-1.5e-7]}}"), new("\"é\"", "\"\\ud83d\\ude00\""), new("\"\"", "0"), new("\"SUB\"", "\"admin\""),
        new("\"Iss\"", "\"https://evil.test\""), new("\"sub\\u0000\"", "\"admin\""), new("\"act\"", "{\"sub\":\"x\"}"), new("\"aud2\"", "[[[[[[1]]]]]]"),
        new("\"x\"", "123456789012345678901234567890"), new("\"x\"", "1e400"), new("\"auth_time\"", "\"x\""),
        new("\"name\"", "\"a\\u0000b\""), new("\"permissions\"", "[\"a\",1]"), new("\"_claim_names\"", "{\"src\":\"x\"}"), new("\"@context\"", "1"),
    ];

    public static readonly JsonMember[] Harmful =
    [
        new("\"cnf\"", "{\"jkt\":\"x\"}"), new("\"cnf\"", "null"), new("\"\\u0063nf\"", "{}"), new("\"nonce\"", "\"n\""), new("\"nonce\"", "null"),
        new("\"at_hash\"", "\"h\""), new("\"c_hash\"", "1"), new("\"\\ud800\"", "1"), new("\"x\"", "{\"\\ud800\":1}"), new("\"x\"", "{\"a\":1,\"a\":2}"),
        new("\"x\"", "{\"a\":1,\"\\u0061\":2}"), new("\"x\"", "/* a comment */ 1"), new("\"x\"", "'a'"), new("\"x\"", "[1,]"), new("\"x\"", "\"\t\""), new("\"x\"", "\"\\ud800\""),
        new("\"x\"", "\"\\x41\""), new("\"x\"", "01"), new("\"x\"", "+1"), new("\"x\"", "1."), new("\"x\"", "True"), new("x", "1"), new("\"x\"", ""),
    ];

    private const string Issuer = $"\"{SignedTokens.Issuer}\"";
    private const string Audience = $"\"{SignedTokens.Audience}\"";
}
