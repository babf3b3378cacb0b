using System.Text;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Authentication;

public sealed class TokenHeaderTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    // RSA-signed headers; X stands for 256 characters.
    public static TheoryData<string, string> Headers { get; } = new()
    {
        { SignedTokens.Header, nameof(TokenRefusal.None) },
        { """{"kid":"key-1","alg":"RS256"}""", nameof(TokenRefusal.None) },
        { """ { "alg" : "RS256" , "kid" : "key-1" } """, nameof(TokenRefusal.None) },
        { """{"\u0061lg":"RS\u0032\u0035\u0036","kid":"\u006bey-1"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","x5t":"a","x5t#S256":"b","unknown":{"a":[1]}}""", nameof(TokenRefusal.None) },

        { "null", nameof(TokenRefusal.MalformedHeader) },
        { "[]", nameof(TokenRefusal.MalformedHeader) },
        { "\"RS256\"", nameof(TokenRefusal.MalformedHeader) },
        { """[{"alg":"RS256","kid":"key-1"}]""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1"}x""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1"}{}""", nameof(TokenRefusal.MalformedHeader) },
        { "{\"alg\":\"RS256\",\"kid\":\"key-1\"}\0", nameof(TokenRefusal.MalformedHeader) },
        { "\uFEFF{\"alg\":\"RS256\",\"kid\":\"key-1\"}", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1",}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1"/**/}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"none","alg":"RS256","kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","\u0061lg":"none","kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","kid":"key-2"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","x":{"a":1,"a":2}}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","\ud800":1}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","x5t":1}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","x":["\udc00"]}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","x":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":null,"kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":256,"kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":["RS256"],"kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"\ud800","kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"ALG":"RS256","kid":"key-1"}""", nameof(TokenRefusal.MalformedHeader) },

        { """{"alg":"none","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"None","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"rs256","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"RS256 ","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"RS256\u0000","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"HS256","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"PS256","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"RS512","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"ES256","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },
        { """{"alg":"RSA-OAEP","enc":"A256GCM","kid":"key-1"}""", nameof(TokenRefusal.AlgorithmNotAllowed) },

        { """{"alg":"RS256","kid":"key-1","crit":[]}""", nameof(TokenRefusal.CriticalHeader) },
        { """{"alg":"RS256","kid":"key-1","crit":["exp"]}""", nameof(TokenRefusal.CriticalHeader) },
        { """{"alg":"RS256","kid":"key-1","\u0063rit":["exp"]}""", nameof(TokenRefusal.CriticalHeader) },
        { """{"alg":"RS256","kid":"key-1","crit":null}""", nameof(TokenRefusal.CriticalHeader) },
        { """{"alg":"RS256","kid":"key-1","b64":false}""", nameof(TokenRefusal.UnencodedPayload) },
        { """{"alg":"RS256","kid":"key-1","b64":true}""", nameof(TokenRefusal.UnencodedPayload) },
        { """{"alg":"RS256","kid":"key-1","zip":"DEF"}""", nameof(TokenRefusal.Compressed) },
        { """{"alg":"RS256","kid":"key-1","jwk":{"kty":"RSA"}}""", nameof(TokenRefusal.EmbeddedKey) },
        { """{"alg":"RS256","kid":"key-1","jku":"https://evil.test/jwks"}""", nameof(TokenRefusal.EmbeddedKey) },
        { """{"alg":"RS256","kid":"key-1","x5u":"https://evil.test/cert"}""", nameof(TokenRefusal.EmbeddedKey) },
        { """{"alg":"RS256","kid":"key-1","x5c":["MII"]}""", nameof(TokenRefusal.EmbeddedKey) },
        { """{"alg":"RS256","kid":"key-1","j\u0077k":{}}""", nameof(TokenRefusal.EmbeddedKey) },
        { """{"alg":"RS256","kid":"key-1","cty":"JWT"}""", nameof(TokenRefusal.NestedToken) },
        { """{"alg":"RS256","kid":"key-1","enc":"A256GCM"}""", nameof(TokenRefusal.NestedToken) },

        { """{"alg":"RS256","kid":"key-1","typ":"JWT"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","typ":"jwt"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","typ":"at+jwt"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","typ":"AT+JWT"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","typ":"application/at+jwt"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","typ":"Application/AT+jwt"}""", nameof(TokenRefusal.None) },
        { """{"alg":"RS256","kid":"key-1","typ":""}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":null}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":["JWT"]}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":"JWT "}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":"\ud800"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"key-1","typ":"dpop+jwt"}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":"id+jwt"}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":"logout+jwt"}""", nameof(TokenRefusal.WrongType) },
        { """{"alg":"RS256","kid":"key-1","typ":"application/jwt"}""", nameof(TokenRefusal.WrongType) },

        { """{"alg":"RS256","kid":""}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":null}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":1}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":["key-1"]}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":"key 1"}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":"key-1\u0000"}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":"key-1\n"}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":"ké"}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":"\ud800"}""", nameof(TokenRefusal.MalformedHeader) },
        { """{"alg":"RS256","kid":"Xa"}""", nameof(TokenRefusal.MalformedKeyId) },
        { """{"alg":"RS256","kid":"X"}""", nameof(TokenRefusal.UnknownKey) },
        { """{"alg":"RS256","kid":"KEY-1"}""", nameof(TokenRefusal.UnknownKey) },
        { """{"alg":"RS256","kid":"../key-1"}""", nameof(TokenRefusal.UnknownKey) },
        { """{"alg":"RS256","kid":"p256"}""", nameof(TokenRefusal.KeyNotForAlgorithm) },
        { """{"alg":"RS256"}""", nameof(TokenRefusal.MissingKeyId) },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Validate_SignedHeader_IsJudged(string header, string expected)
    {
        var token = tokens.Sign(header.Replace("X", new string('x', 256), StringComparison.Ordinal), SignedTokens.Claims());

        Assert.Equal(expected, tokens.Validate(token).Refusal.ToString());
    }

    [Fact]
    public void Validate_HeaderOfInvalidUtf8_IsMalformed()
    {
        byte[] header = [.. "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"x\":\""u8, 0xFF, .. "\"}"u8];

        Assert.Equal(TokenRefusal.MalformedHeader, tokens.Validate(tokens.Sign(header, Encoding.UTF8.GetBytes(SignedTokens.Claims()))).Refusal);
    }

    [Fact]
    public void Validate_WithoutKeyId_IsAcceptedWhileThereIsOneKey()
    {
        var token = tokens.Sign("""{"alg":"RS256"}""", SignedTokens.Claims());

        Assert.Equal(TokenRefusal.None, SignedTokens.Validate(token, tokens.OneKey).Refusal);
        Assert.Equal(TokenRefusal.MissingKeyId, SignedTokens.Validate(token, tokens.Keys).Refusal);
    }

    [Fact]
    public void Validate_WithoutKeyIdAndTheOneKeyIsOfAnotherAlgorithm_IsRefused()
    {
        var token = tokens.SignAs("ES256").Split('.');
        var input = $"{SignedTokens.Encode("""{"alg":"ES256"}""")}.{token[1]}";

        Assert.Equal(TokenRefusal.KeyNotForAlgorithm, SignedTokens.Validate($"{input}.{token[2]}", tokens.OneKey, SignedTokens.Policy("ES256")).Refusal);
    }

    [Fact]
    public void Validate_WithoutKeys_IsUnavailableOnlyForAWellFormedToken()
    {
        Assert.Equal(TokenRefusal.KeysUnavailable, SignedTokens.Validate(tokens.Sign(SignedTokens.Header, SignedTokens.Claims()), null).Refusal);
        Assert.Equal(TokenRefusal.AlgorithmNotAllowed, SignedTokens.Validate(tokens.Sign("""{"alg":"none"}""", SignedTokens.Claims()), null).Refusal);
        Assert.Equal(TokenRefusal.MalformedToken, SignedTokens.Validate("a.b", null).Refusal);
    }
}
