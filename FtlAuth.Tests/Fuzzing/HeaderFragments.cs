namespace FtlAuth.Tests.Fuzzing;

/// <summary>What headers are made of.</summary>
internal static class HeaderFragments
{
    public static readonly JsonMember[] Harmless =
    [
        new("\"x\"", "1"), new("\"x5t#S256\"", "\"AAAA\""), new("\"org\"", "{\"a\":[1,2,{\"b\":null}]}"), new("\"é\"", "\"\\ud83d\\ude00\""),
        new("\"\"", "\"\""), new("\"ALG\"", "\"none\""), new("\"Kid\"", "\"p384\""), new("\"alg\\u0000\"", "\"none\""), new("\"ppid\"", "1e400"),
    ];

    public static readonly JsonMember[] Harmful =
    [
        new("\"crit\"", "[\"exp\"]"), new("\"crit\"", "[]"), new("\"crit\"", "null"), new("\"b64\"", "false"), new("\"b64\"", "true"), new("\"zip\"", "\"DEF\""),
        new("\"zip\"", "null"), new("\"jwk\"", "{}"), new("\"jku\"", "\"https://evil.test/jwks\""), new("\"x5u\"", "1"), new("\"x5c\"", "[]"),
        new("\"\\u0063rit\"", "[\"b64\"]"), new("\"cty\"", "\"JWT\""), new("\"cty\"", "1"), new("\"enc\"", "\"A128GCM\""), new("\"x5t\"", "1"),
        new("\"x5t\"", "\"AAAA\""), new("\"\\ud800\"", "1"), new("\"x\"", "\"\\udc00\""), new("\"p\\u0032s\"", "\"\\ud83d\""),
    ];

    private static readonly string[] Types = ["\"JWT\"", "\"at+jwt\"", "\"application/at+jwt\"", "\"jwt\"", "\"AT+JWT\"", "\"Application\\/At+Jwt\"", "\"\\u004aWT\""];
    private static readonly string[] OddTypes = ["\"JOSE\"", "\"\"", "\"id+jwt\"", "\"application/jwt\"", "\"JWT \"", "\"dpop+jwt\"", "\"at+jwt\\u0000\"", "\"\\u212aWT\""];
    private static readonly string[] Algorithms = ["\"RS256\"", "\"ES256\"", "\"none\"", "\"None\"", "\"HS256\"", "\"PS256\"", "\"RS512\"", "\"ES384\"", "\"rs256\"", "\"RS256 \"", "\"\"", "\"ES256K\""];

    /// <summary>For a token that is signed with that algorithm by that key.</summary>
    public static Fragment[] For(string algorithm, string keyId) =>
    [
        new("alg", 1, 5, [$"\"{algorithm}\"", $"\"{algorithm}\"", $"\"\\u00{(int)algorithm[0]:x2}{algorithm[1..]}\""], Algorithms),
        new("kid", 5, 6, [$"\"{keyId}\"", $"\"{keyId}\"", $"\"\\u00{(int)keyId[0]:x2}{keyId[1..]}\""], KeyIds(keyId)),
        new("typ", 55, 4, Types, OddTypes),
    ];

    private static string[] KeyIds(string keyId) =>
    [
        "\"key-1\"", "\"p256\"", "\"p384\"", "\"other\"", "\"other-2\"", "\"\"", $"\"{keyId} \"", $"\"{keyId}\\u0000\"", $"\"{keyId.ToUpperInvariant()}\"",
        $"\"{new string('k', 256)}\"", $"\"{new string('k', 257)}\"", "\"../../key\"", "\"\\ud800\"", $"[\"{keyId}\"]", "\"é\"",
    ];
}
