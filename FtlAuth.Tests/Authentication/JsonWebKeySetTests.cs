using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Tests.Authentication;

public sealed class JsonWebKeySetTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    private static readonly SignatureAlgorithm Rs256 = SignatureAlgorithm.Default;

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":"x"}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null,1,"x",[],{}]}""")]
    [InlineData("""{"Keys":[KEY]}""")]
    [InlineData("""[KEY]""")]
    [InlineData("""KEY""")]
    [InlineData("""{"keys":[KEY]""")]
    [InlineData("""{"keys":[KEY]}x""")]
    [InlineData("""{"keys":[KEY],"keys":[KEY]}""")]
    [InlineData("""{"keys":[KEY],"k\u0065ys":[]}""")]
    [InlineData("""{"keys":[KEY,]}""")]
    [InlineData("<html></html>")]
    public void Parse_NoKeySet_IsNull(string json) => Assert.Null(Parse(json));

    [Theory]
    [InlineData("""{"keys":[KEY]}""")]
    [InlineData("""{"keys":[KEY],"extra":[{}]}""")]
    [InlineData("""{"\u006beys":[KEY]}""")]
    public void Parse_KeySet_HasTheKey(string json) => Assert.Equal(1, Parse(json)!.Count);

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"a"}""")]
    [InlineData("""{"kty":"RSA","n":"!!","e":"AQAB","kid":"a"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"a"}""")]
    [InlineData("""{"kty":"oct","k":"AQAB","kid":"a"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AA","kid":"a"}""")]
    [InlineData("""{"kty":1}""")]
    [InlineData("""{"kty":"RSA","kid":1}""")]
    [InlineData("""{"kty":"\ud800"}""")]
    [InlineData("""{"kid":"\ud800"}""")]
    [InlineData("""{"use":"\ud800"}""")]
    [InlineData("""{"use":"s\ud800"}""")]
    [InlineData("""{"key_ops":["verif\ud800"]}""")]
    [InlineData("""{"kty":"RSA","n":"\udc00","e":"AQAB"}""")]
    public void Parse_UnusableKey_IsSkippedByItself(string unusable)
    {
        var set = Parse($$"""{"keys":[{{unusable}},KEY,{{unusable}}]}""");

        Assert.NotNull(set);
        Assert.Equal(1, set.Count);
        Assert.Equal(TokenRefusal.None, set.Find("key-1", Rs256, out _));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Parse_ManyKeys_AreAtMost100(int count, bool accepted)
    {
        var keys = string.Join(',', Enumerable.Range(0, count - 1).Select(index => $$"""{"kty":"oct","kid":"{{index}}"}"""));

        Assert.Equal(accepted, Parse($$"""{"keys":[{{keys}},KEY]}""") is not null);
    }

    [Theory]
    [InlineData("key-1", nameof(TokenRefusal.None))]
    [InlineData("KEY-1", nameof(TokenRefusal.UnknownKey))]
    [InlineData("key-", nameof(TokenRefusal.UnknownKey))]
    [InlineData("", nameof(TokenRefusal.UnknownKey))]
    [InlineData("p256", nameof(TokenRefusal.KeyNotForAlgorithm))]
    public void Find_KeyId_IsExactlyThatKey(string id, string expected) => Assert.Equal(expected, tokens.Keys.Find(id, Rs256, out _).ToString());

    [Fact]
    public void Find_OneIdForTwoAlgorithms_IsTheKeyThatFits()
    {
        var set = Of(tokens.RsaJwk("same"), tokens.P256Jwk("same"));

        Assert.Equal(TokenRefusal.None, set.Find("same", Rs256, out var rsa));
        Assert.Equal(TokenRefusal.None, set.Find("same", SignatureAlgorithm.Find("ES256")!, out var ec));
        Assert.NotSame(rsa, ec);
        Assert.Equal(TokenRefusal.KeyNotForAlgorithm, set.Find("same", SignatureAlgorithm.Find("ES384")!, out _));
    }

    [Fact]
    public void Find_OneIdForTwoKeysOfOneAlgorithm_IsNoKey()
    {
        var set = Of(tokens.RsaJwk("same"), tokens.RsaJwk("same"));

        Assert.Equal(TokenRefusal.KeyNotForAlgorithm, set.Find("same", Rs256, out var key));
        Assert.Null(key);
    }

    [Fact]
    public void FindOnly_Keys_IsTheOneOrNone()
    {
        Assert.Equal(TokenRefusal.None, Of(tokens.RsaJwk(null)).FindOnly(Rs256, out _));
        Assert.Equal(TokenRefusal.None, Of(tokens.RsaJwk("a")).FindOnly(Rs256, out _));
        Assert.Equal(TokenRefusal.KeyNotForAlgorithm, Of(tokens.P256Jwk(null)).FindOnly(Rs256, out _));
        Assert.Equal(TokenRefusal.MissingKeyId, Of(tokens.RsaJwk("a"), tokens.RsaJwk("b")).FindOnly(Rs256, out var key));
        Assert.Null(key);
    }

    [Fact]
    public void FindOnly_OneUsableKeyAmongOthers_IsThatKey()
    {
        var encryption = tokens.RsaJwk("b");
        encryption["use"] = "enc";

        Assert.Equal(TokenRefusal.None, Of(tokens.RsaJwk("a"), encryption).FindOnly(Rs256, out _));
    }

    private static JsonWebKeySet Of(params JsonObject[] keys) => JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(
        new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString()))!;

    private JsonWebKeySet? Parse(string json) =>
        JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(json.Replace("KEY", tokens.RsaJwk().ToJsonString(), StringComparison.Ordinal)));
}
