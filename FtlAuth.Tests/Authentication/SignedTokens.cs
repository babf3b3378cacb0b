using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Tests.Authentication;

/// <summary>Tokens written by hand and keys made once; every part of a token can be any bytes.</summary>
public sealed class SignedTokens : IDisposable
{
    public const long Now = 2_000_000_000;
    public const string Issuer = "https://issuer.test";
    public const string Audience = "https://mcp.test/mcp";
    public const string Header = """{"alg":"RS256","kid":"key-1"}""";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _foreign = RSA.Create(2048);
    private readonly ECDsa _p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public SignedTokens()
    {
        Keys = JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray(RsaJwk(), P256Jwk(), P384Jwk()) }.ToJsonString()))!;
        OneKey = JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray(RsaJwk()) }.ToJsonString()))!;
    }

    /// <summary>An RSA key, <c>key-1</c>, and two elliptic-curve keys, <c>p256</c> and <c>p384</c>; none has an <c>alg</c>.</summary>
    internal JsonWebKeySet Keys { get; }

    /// <summary><c>key-1</c> alone.</summary>
    internal JsonWebKeySet OneKey { get; }

    public RSA Rsa => _rsa;

    public ECDsa P256 => _p256;

    public ECDsa P384 => _p384;

    /// <summary>The claims of an acceptable token, with one claim replaced by raw JSON, or removed by null.</summary>
    public static string Claims(string? name = null, string? json = null)
    {
        var claims = new List<(string Name, string? Json)>
        {
            ("iss", $"\"{Issuer}\""), ("aud", $"\"{Audience}\""), ("sub", "\"user_1\""), ("exp", $"{Now + 300}"), ("iat", $"{Now}"),
        };
        claims.RemoveAll(claim => claim.Name == name);
        claims.Add((name ?? "jti", name is null ? "\"1\"" : json));
        return "{" + string.Join(',', claims.Where(claim => claim.Json is not null).Select(claim => $"\"{claim.Name}\":{claim.Json}")) + "}";
    }

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public string Sign(string header, string claims) => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims));

    public string Sign(byte[] header, byte[] claims) => SignEncoded($"{Encode(header)}.{Encode(claims)}");

    /// <summary>Signs two parts as they stand, with RS256.</summary>
    public string SignEncoded(string input) => $"{input}.{Encode(_rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

    public string SignWithForeignKey(string header, string claims)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        return $"{input}.{Encode(_foreign.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A good token of an algorithm, signed with the key that fits it.</summary>
    public string SignAs(string algorithm, string? headerAlgorithm = null, string? keyId = null)
    {
        var (hash, key) = algorithm switch
        {
            "RS256" or "PS256" => (HashAlgorithmName.SHA256, "key-1"),
            "RS384" or "PS384" => (HashAlgorithmName.SHA384, "key-1"),
            "RS512" or "PS512" => (HashAlgorithmName.SHA512, "key-1"),
            "ES256" => (HashAlgorithmName.SHA256, "p256"),
            _ => (HashAlgorithmName.SHA384, "p384"),
        };
        var input = $"{Encode($$"""{"alg":"{{headerAlgorithm ?? algorithm}}","kid":"{{keyId ?? key}}"}""")}.{Encode(Claims())}";
        var data = Encoding.ASCII.GetBytes(input);
        var signature = algorithm[0] switch
        {
            'R' => _rsa.SignData(data, hash, RSASignaturePadding.Pkcs1),
            'P' => _rsa.SignData(data, hash, RSASignaturePadding.Pss),
            _ => (key == "p256" ? _p256 : _p384).SignData(data, hash),
        };
        return $"{input}.{Encode(signature)}";
    }

    public JsonObject RsaJwk(string? keyId = "key-1", RSA? key = null)
    {
        var parameters = (key ?? _rsa).ExportParameters(false);
        return WithId(new JsonObject { ["kty"] = "RSA", ["n"] = Encode(parameters.Modulus!), ["e"] = Encode(parameters.Exponent!) }, keyId);
    }

    public JsonObject P256Jwk(string? keyId = "p256") => EllipticCurveJwk(_p256, "P-256", keyId);

    public JsonObject P384Jwk(string? keyId = "p384") => EllipticCurveJwk(_p384, "P-384", keyId);

    internal static TokenPolicy Policy(params string[] algorithms) => PolicyFor([Audience], algorithms);

    /// <param name="audiences">Null for every audience.</param>
    /// <param name="algorithms">None for RS256.</param>
    internal static TokenPolicy PolicyFor(IReadOnlyList<string>? audiences, params string[] algorithms) => new(
        Issuer,
        audiences,
        [.. (algorithms.Length > 0 ? algorithms : ["RS256"]).Select(name => SignatureAlgorithm.Find(name)!)],
        null,
        TimeSpan.FromMinutes(1));

    internal TokenValidationOutcome Validate(string token, TokenPolicy? policy = null) => Validate(token, Keys, policy);

    internal static TokenValidationOutcome Validate(string token, JsonWebKeySet? keys, TokenPolicy? policy = null) =>
        Validate(Encoding.UTF8.GetBytes(token), keys, policy);

    internal static TokenValidationOutcome Validate(ReadOnlySpan<byte> token, JsonWebKeySet? keys, TokenPolicy? policy = null) =>
        TokenValidator.Validate(token, keys, policy ?? Policy(), DateTimeOffset.FromUnixTimeSeconds(Now));

    public void Dispose()
    {
        _rsa.Dispose();
        _foreign.Dispose();
        _p256.Dispose();
        _p384.Dispose();
    }

    private static JsonObject EllipticCurveJwk(ECDsa key, string curve, string? keyId)
    {
        var point = key.ExportParameters(false).Q;
        return WithId(new JsonObject { ["kty"] = "EC", ["crv"] = curve, ["x"] = Encode(point.X!), ["y"] = Encode(point.Y!) }, keyId);
    }

    private static JsonObject WithId(JsonObject key, string? keyId)
    {
        if (keyId is not null)
        {
            key["kid"] = keyId;
        }

        return key;
    }
}
