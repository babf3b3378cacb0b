using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Tests.Authentication;

public sealed class JsonWebKeyParserTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    [Theory]
    [InlineData("use", "\"sig\"", true)]
    [InlineData("use", "\"enc\"", false)]
    [InlineData("use", "\"SIG\"", false)]
    [InlineData("use", "\"\"", false)]
    [InlineData("use", "null", false)]
    [InlineData("use", "[\"sig\"]", false)]
    [InlineData("key_ops", "[\"verify\"]", true)]
    [InlineData("key_ops", "[\"sign\",\"verify\"]", true)]
    [InlineData("key_ops", "[\"sign\"]", false)]
    [InlineData("key_ops", "[]", false)]
    [InlineData("key_ops", "[1,null]", false)]
    [InlineData("key_ops", "\"verify\"", false)]
    [InlineData("key_ops", "null", false)]
    [InlineData("alg", "\"RS256\"", true)]
    [InlineData("alg", "\"PS512\"", true)]
    [InlineData("alg", "\"ES256\"", false)]
    [InlineData("alg", "\"HS256\"", false)]
    [InlineData("alg", "\"none\"", false)]
    [InlineData("alg", "\"rs256\"", false)]
    [InlineData("alg", "\"RSA-OAEP\"", false)]
    [InlineData("alg", "\"\"", false)]
    [InlineData("alg", "null", false)]
    [InlineData("kid", "\"\"", true)]
    [InlineData("kid", "1", false)]
    [InlineData("kid", "null", false)]
    [InlineData("kty", "\"EC\"", false)]
    [InlineData("kty", "\"rsa\"", false)]
    [InlineData("kty", "\"oct\"", false)]
    [InlineData("kty", "null", false)]
    [InlineData("e", "\"AQAB\"", true)]
    [InlineData("e", "\"Aw\"", true)]
    [InlineData("e", "\"AAEAAQ\"", true)]
    [InlineData("e", "\"AQ\"", false)]
    [InlineData("e", "\"AA\"", false)]
    [InlineData("e", "\"Ag\"", false)]
    [InlineData("e", "\"AQAA\"", false)]
    [InlineData("e", "\"AQAAAAE\"", false)]
    [InlineData("e", "\"AQAB=\"", false)]
    [InlineData("e", "\"\"", false)]
    [InlineData("e", "65537", false)]
    [InlineData("n", "\"\"", false)]
    [InlineData("n", "\"AAAA\"", false)]
    [InlineData("n", "\"!\"", false)]
    [InlineData("n", "null", false)]
    [InlineData("x5c", "[\"MII\"]", true)]
    [InlineData("unknown", "{\"a\":1}", true)]
    public void Parse_RsaKeyWithMember_IsJudged(string name, string json, bool usable)
    {
        var key = tokens.RsaJwk();
        key[name] = JsonNode.Parse(json);

        Assert.Equal(usable, Parse(key) is not null);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("e")]
    [InlineData("kty")]
    public void Parse_RsaKeyWithoutMember_IsUnusable(string name)
    {
        var key = tokens.RsaJwk();
        key.Remove(name);

        Assert.Null(Parse(key));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(1024, false)]
    [InlineData(2040, false)]
    [InlineData(2047, false)]
    [InlineData(2048, true)]
    [InlineData(3072, true)]
    [InlineData(8192, true)]
    [InlineData(8200, false)]
    [InlineData(16384, false)]
    public void Parse_RsaModulus_Has2048To8192Bits(int bits, bool usable)
    {
        // Only the size counts here: an odd number of that many bits, with and without a leading zero byte.
        var modulus = (BigInteger.One << (bits - 1)) + 1;
        var key = tokens.RsaJwk();

        key["n"] = SignedTokens.Encode(modulus.ToByteArray(isUnsigned: true, isBigEndian: true));
        Assert.Equal(usable, Parse(key) is not null);
        key["n"] = SignedTokens.Encode([0, .. modulus.ToByteArray(isUnsigned: true, isBigEndian: true)]);
        Assert.Equal(usable, Parse(key) is not null);
    }

    [Fact]
    public void Parse_EvenModulus_IsUnusableOrVerifiesNothing()
    {
        var modulus = tokens.Rsa.ExportParameters(false).Modulus!;
        modulus[^1] &= 0xFE;
        var key = tokens.RsaJwk();
        key["n"] = SignedTokens.Encode(modulus);

        Assert.False(Parse(key)?.Verify("data"u8, new byte[256], SignatureAlgorithm.Default) ?? false);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Verify_SignatureBeyondTheModulus_IsFalse(byte fill)
    {
        var signature = new byte[256];
        Array.Fill(signature, fill);
        foreach (var algorithm in SignatureAlgorithm.All.Where(algorithm => algorithm.KeyType == SignatureAlgorithm.Rsa))
        {
            Assert.False(Parse(tokens.RsaJwk())!.Verify("data"u8, signature, algorithm));
        }
    }

    [Theory]
    [InlineData("crv", "\"P-384\"")]
    [InlineData("crv", "\"P-521\"")]
    [InlineData("crv", "\"secp256k1\"")]
    [InlineData("crv", "\"p-256\"")]
    [InlineData("crv", "null")]
    [InlineData("x", "\"AA\"")]
    [InlineData("x", "\"\"")]
    [InlineData("x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("y", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("y", "\"__________________________________________8\"")]
    [InlineData("y", "1")]
    [InlineData("kty", "\"RSA\"")]
    [InlineData("alg", "\"ES384\"")]
    [InlineData("alg", "\"RS256\"")]
    [InlineData("use", "\"enc\"")]
    public void Parse_EllipticCurveKeyWithWrongMember_IsUnusable(string name, string json)
    {
        var key = tokens.P256Jwk();
        Assert.NotNull(Parse(key));
        key[name] = JsonNode.Parse(json);

        Assert.Null(Parse(key));
    }

    [Fact]
    public void Parse_EllipticCurveKeyWithLeadingZero_IsUnusable()
    {
        var key = tokens.P256Jwk();
        key["x"] = SignedTokens.Encode([0, .. System.Buffers.Text.Base64Url.DecodeFromChars(key["x"]!.GetValue<string>())]);

        Assert.Null(Parse(key));
    }

    [Theory]
    [InlineData(null, "RS256", true)]
    [InlineData(null, "PS384", true)]
    [InlineData(null, "ES256", false)]
    [InlineData("RS256", "RS256", true)]
    [InlineData("RS256", "RS384", false)]
    [InlineData("RS256", "PS256", false)]
    [InlineData("PS256", "RS256", false)]
    public void Fits_RsaKeyWithAlgorithm_IsForThatAlone(string? keyAlgorithm, string algorithm, bool fits)
    {
        var key = tokens.RsaJwk();
        if (keyAlgorithm is not null)
        {
            key["alg"] = keyAlgorithm;
        }

        Assert.Equal(fits, Parse(key)!.Fits(SignatureAlgorithm.Find(algorithm)!));
    }

    [Theory]
    [InlineData("ES256", true)]
    [InlineData("ES384", false)]
    [InlineData("RS256", false)]
    public void Fits_EllipticCurveKey_IsForItsCurve(string algorithm, bool fits) =>
        Assert.Equal(fits, Parse(tokens.P256Jwk())!.Fits(SignatureAlgorithm.Find(algorithm)!));

    // Whoever reads the set could sign with it.
    [Theory]
    [InlineData("d")]
    [InlineData("p")]
    [InlineData("q")]
    [InlineData("dp")]
    [InlineData("dq")]
    [InlineData("qi")]
    [InlineData("oth")]
    public void Parse_PublishedPrivateKey_IsUnusable(string member)
    {
        var rsa = tokens.RsaJwk();
        var curve = tokens.P256Jwk();
        rsa[member] = "AQAB";
        curve[member] = "AQAB";

        Assert.Null(Parse(rsa));
        Assert.Null(Parse(curve));
    }

    private static VerificationKey? Parse(JsonObject key)
    {
        using var document = JsonDocument.Parse(key.ToJsonString());
        return JsonWebKeyParser.Parse(document.RootElement);
    }
}
