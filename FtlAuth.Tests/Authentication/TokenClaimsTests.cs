using System.Text;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Authentication;

public sealed class TokenClaimsTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    // One claim of a good token replaced by this JSON, or removed. It is 2000000000, the skew a minute.
    public static TheoryData<string, string?, string> OneClaim { get; } = new()
    {
        { "iss", "\"https://issuer.test\"", nameof(TokenRefusal.None) },
        { "iss", "\"https:\\/\\/issuer\\u002etest\"", nameof(TokenRefusal.None) },
        { "iss", null, nameof(TokenRefusal.WrongIssuer) },
        { "iss", "null", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"\"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"https://issuer.test/\"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"https://ISSUER.test\"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"https://issuer.test \"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"https://issuer.test\\u0000\"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"https://issuer.test.evil.test\"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"http://issuer.test\"", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "[\"https://issuer.test\"]", nameof(TokenRefusal.WrongIssuer) },
        { "iss", "\"https://issuer.test\\ud800\"", nameof(TokenRefusal.MalformedClaims) },
        { "iss", "\"\\ud800https://issuer.test\"", nameof(TokenRefusal.MalformedClaims) },
        { "iss", "\"https://issuer.tes\\udc00\"", nameof(TokenRefusal.MalformedClaims) },

        { "exp", "2000000000", nameof(TokenRefusal.None) },
        { "exp", "2000000000.5", nameof(TokenRefusal.None) },
        { "exp", "2.0000001e9", nameof(TokenRefusal.None) },
        { "exp", "253402300799", nameof(TokenRefusal.None) },
        { "exp", "1999999941", nameof(TokenRefusal.None) },
        { "exp", "1999999940.001", nameof(TokenRefusal.None) },
        { "exp", "1999999940", nameof(TokenRefusal.Expired) },
        { "exp", "1999999939", nameof(TokenRefusal.Expired) },
        { "exp", "0", nameof(TokenRefusal.Expired) },
        { "exp", null, nameof(TokenRefusal.MissingExpiry) },
        { "exp", "null", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "\"2000000300\"", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "true", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "[2000000300]", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "-1", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "253402300800", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "1e300", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "1e400", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "-1e400", nameof(TokenRefusal.MissingExpiry) },
        { "exp", "99999999999999999999999999", nameof(TokenRefusal.MissingExpiry) },

        { "nbf", "2000000000", nameof(TokenRefusal.None) },
        { "nbf", "2000000060", nameof(TokenRefusal.None) },
        { "nbf", "0", nameof(TokenRefusal.None) },
        { "nbf", "2000000060.001", nameof(TokenRefusal.NotYetValid) },
        { "nbf", "2000000061", nameof(TokenRefusal.NotYetValid) },
        { "nbf", "1e300", nameof(TokenRefusal.NotYetValid) },
        { "nbf", "-1", nameof(TokenRefusal.None) },
        { "nbf", "-1e30", nameof(TokenRefusal.MalformedNotBefore) },
        { "nbf", "null", nameof(TokenRefusal.MalformedNotBefore) },
        { "nbf", "\"2000000000\"", nameof(TokenRefusal.MalformedNotBefore) },
        { "nbf", "1e400", nameof(TokenRefusal.MalformedNotBefore) },
        { "nbf", "{}", nameof(TokenRefusal.MalformedNotBefore) },

        { "iat", null, nameof(TokenRefusal.None) },
        { "iat", "2000000060", nameof(TokenRefusal.None) },
        { "iat", "1999990000", nameof(TokenRefusal.None) },
        { "iat", "2000000061", nameof(TokenRefusal.IssuedInFuture) },
        { "iat", "253402300799", nameof(TokenRefusal.IssuedInFuture) },
        { "iat", "null", nameof(TokenRefusal.MalformedIssuedAt) },
        { "iat", "\"2000000000\"", nameof(TokenRefusal.MalformedIssuedAt) },
        { "iat", "-1e30", nameof(TokenRefusal.MalformedIssuedAt) },
        { "iat", "-1e999", nameof(TokenRefusal.MalformedIssuedAt) },

        { "sub", "\"user_1\"", nameof(TokenRefusal.None) },
        { "sub", "\"é😀 %\"", nameof(TokenRefusal.None) },
        { "sub", null, nameof(TokenRefusal.MissingSubject) },
        { "sub", "null", nameof(TokenRefusal.MissingSubject) },
        { "sub", "\"\"", nameof(TokenRefusal.MissingSubject) },
        { "sub", "1", nameof(TokenRefusal.MissingSubject) },
        { "sub", "[\"user_1\"]", nameof(TokenRefusal.MissingSubject) },
        { "sub", "{}", nameof(TokenRefusal.MissingSubject) },
        { "sub", "\"user\\u00001\"", nameof(TokenRefusal.MissingSubject) },
        { "sub", "\"user\\r\\nX-Auth-User-Id: admin\"", nameof(TokenRefusal.MissingSubject) },
        { "sub", "\"user\\u007f\"", nameof(TokenRefusal.MissingSubject) },
        { "sub", "\"user\\u0085\"", nameof(TokenRefusal.MissingSubject) },
        { "sub", "\"user\\ud800\"", nameof(TokenRefusal.MalformedClaims) },

        { "aud", "\"https://mcp.test/mcp\"", nameof(TokenRefusal.None) },
        { "aud", "\"https:\\/\\/mcp.test\\/mcp\"", nameof(TokenRefusal.None) },
        { "aud", "[\"https://mcp.test/mcp\"]", nameof(TokenRefusal.None) },
        { "aud", "[\"client_1\",\"https://mcp.test/mcp\"]", nameof(TokenRefusal.None) },
        { "aud", "[\"https://mcp.test/mcp\",\"client_1\"]", nameof(TokenRefusal.None) },
        { "aud", "[\"\",\"https://mcp.test/mcp\"]", nameof(TokenRefusal.None) },
        { "aud", null, nameof(TokenRefusal.MissingAudience) },
        { "aud", "null", nameof(TokenRefusal.MissingAudience) },
        { "aud", "\"\"", nameof(TokenRefusal.MissingAudience) },
        { "aud", "[]", nameof(TokenRefusal.MissingAudience) },
        { "aud", "1", nameof(TokenRefusal.MissingAudience) },
        { "aud", "{\"https://mcp.test/mcp\":1}", nameof(TokenRefusal.MissingAudience) },
        { "aud", "[\"https://mcp.test/mcp\",1]", nameof(TokenRefusal.MissingAudience) },
        { "aud", "[\"https://mcp.test/mcp\",null]", nameof(TokenRefusal.MissingAudience) },
        { "aud", "[[\"https://mcp.test/mcp\"]]", nameof(TokenRefusal.MissingAudience) },
        { "aud", "\"https://mcp.test/mcp/\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"https://mcp.test/MCP\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"https://mcp.test\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"https://mcp.test/mcp https://other.test\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"https://mcp.test/mcp,https://other.test\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"*\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"https://mcp.test/mcp\\u0000\"", nameof(TokenRefusal.WrongAudience) },
        { "aud", "\"https://mcp.test/mcp\\ud800\"", nameof(TokenRefusal.MalformedClaims) },
        { "aud", "\"https://mcp.test/mc\\ud800\"", nameof(TokenRefusal.MalformedClaims) },
        { "aud", "[\"https://other.test\"]", nameof(TokenRefusal.WrongAudience) },
        { "aud", "[\"https://mcp.test/mcp\\ud800\"]", nameof(TokenRefusal.MalformedClaims) },

        { "aud", "\"client_01JAVTHK1TENV1R0NMENT00001\"", nameof(TokenRefusal.ClientIdAudience) },
        { "aud", "[\"https://other.test\",\"client_1\"]", nameof(TokenRefusal.ClientIdAudience) },
        { "aud", "\"CLIENT_1\"", nameof(TokenRefusal.WrongAudience) },

        { "cnf", "{\"jkt\":\"a\"}", nameof(TokenRefusal.ProofOfPossessionRequired) },
        { "cnf", "{\"x5t#S256\":\"a\"}", nameof(TokenRefusal.ProofOfPossessionRequired) },
        { "cnf", "null", nameof(TokenRefusal.ProofOfPossessionRequired) },
        { "\\u0063nf", "{}", nameof(TokenRefusal.ProofOfPossessionRequired) },
        { "nonce", "\"a\"", nameof(TokenRefusal.IdToken) },
        { "at_hash", "\"a\"", nameof(TokenRefusal.IdToken) },
        { "c_hash", "null", nameof(TokenRefusal.IdToken) },
        { "Cnf", "{}", nameof(TokenRefusal.None) },
        { "jti", "1", nameof(TokenRefusal.MalformedClaims) },
        { "jti", "[\"a\"]", nameof(TokenRefusal.MalformedClaims) },
        { "jti", "null", nameof(TokenRefusal.None) },
        { "client_id", "\"client_2\"", nameof(TokenRefusal.None) },
    };

    // X stands for a good token's members.
    public static TheoryData<string, string> Documents { get; } = new()
    {
        { "{X}", nameof(TokenRefusal.None) },
        { " \r\n{X}\t", nameof(TokenRefusal.None) },
        { "{X,\"a\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}", nameof(TokenRefusal.None) },
        { "{X,\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}", nameof(TokenRefusal.MalformedClaims) },
        { "null", nameof(TokenRefusal.MalformedClaims) },
        { "[]", nameof(TokenRefusal.MalformedClaims) },
        { "[{X}]", nameof(TokenRefusal.MalformedClaims) },
        { "{X}x", nameof(TokenRefusal.MalformedClaims) },
        { "{X}\0", nameof(TokenRefusal.MalformedClaims) },
        { "{X}{X}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,}", nameof(TokenRefusal.MalformedClaims) },
        { "\uFEFF{X}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"sub\":\"admin\"}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"s\\u0075b\":\"admin\"}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"aud\":\"https://mcp.test/mcp\"}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"exp\":9999999999}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"a\":{\"b\":1,\"b\":1}}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"\\ud800\":1}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"a\":\"\\ud800\"}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"a\":[{\"b\":\"\\udc00\"}]}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"a\":{\"\\udc00\\ud800\":1}}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"a\":\"\\ud83d\\ude00 \\\\ud800\"}", nameof(TokenRefusal.None) },
        { "{X,\"a\":NaN}", nameof(TokenRefusal.MalformedClaims) },
        { "{X,\"a\":1/*c*/}", nameof(TokenRefusal.MalformedClaims) },
        { "{}", nameof(TokenRefusal.WrongIssuer) },
    };

    [Theory]
    [MemberData(nameof(OneClaim))]
    public void Validate_OneClaim_IsJudged(string name, string? json, string expected) =>
        Assert.Equal(expected, tokens.Validate(tokens.Sign(SignedTokens.Header, SignedTokens.Claims(name, json))).Refusal.ToString());

    [Theory]
    [MemberData(nameof(Documents))]
    public void Validate_ClaimsDocument_IsJudged(string document, string expected)
    {
        var claims = document.Replace("X", SignedTokens.Claims()[1..^1], StringComparison.Ordinal);

        Assert.Equal(expected, tokens.Validate(tokens.Sign(SignedTokens.Header, claims)).Refusal.ToString());
    }

    [Fact]
    public void Validate_ClaimsOfInvalidUtf8_AreMalformed()
    {
        byte[] claims = [.. Encoding.UTF8.GetBytes(SignedTokens.Claims()[..^1]), .. ",\"a\":\""u8, 0xC3, .. "\"}"u8];

        Assert.Equal(TokenRefusal.MalformedClaims, tokens.Validate(tokens.Sign(Encoding.UTF8.GetBytes(SignedTokens.Header), claims)).Refusal);
    }

    [Theory]
    [InlineData(1024, "a", nameof(TokenRefusal.None))]
    [InlineData(1025, "a", nameof(TokenRefusal.MissingSubject))]
    [InlineData(512, "é", nameof(TokenRefusal.None))]
    [InlineData(513, "é", nameof(TokenRefusal.MissingSubject))]
    public void Validate_Subject_HasAtMost1024Bytes(int count, string character, string expected)
    {
        var subject = string.Concat(Enumerable.Repeat(character, count));

        Assert.Equal(expected, tokens.Validate(tokens.Sign(SignedTokens.Header, SignedTokens.Claims("sub", $"\"{subject}\""))).Refusal.ToString());
    }

    [Theory]
    [InlineData("1999999999", "2000000000", nameof(TokenRefusal.NotYetValid))]
    [InlineData("2000000000", "2000000000", nameof(TokenRefusal.None))]
    [InlineData("2000000030", "2000000031", nameof(TokenRefusal.NotYetValid))]
    public void Validate_EndBeforeBegin_IsValidAtNoTime(string expires, string notBefore, string expected)
    {
        var claims = SignedTokens.Claims("exp", expires)[..^1] + $",\"nbf\":{notBefore}}}";

        Assert.Equal(expected, tokens.Validate(tokens.Sign(SignedTokens.Header, claims)).Refusal.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"https://other.test\"")]
    [InlineData("[]")]
    [InlineData("1")]
    public void Validate_AudienceNotChecked_AcceptsEveryAudience(string? audience)
    {
        var token = tokens.Sign(SignedTokens.Header, SignedTokens.Claims("aud", audience));

        Assert.Equal(TokenRefusal.None, tokens.Validate(token, SignedTokens.PolicyFor(null)).Refusal);
        Assert.NotEqual(TokenRefusal.None, tokens.Validate(token).Refusal);
    }

    [Theory]
    [InlineData("\"client_1\"", nameof(TokenRefusal.None))]
    [InlineData("\"https://b.test/mcp\"", nameof(TokenRefusal.None))]
    [InlineData("\"https://mcp.test/mcp\"", nameof(TokenRefusal.WrongAudience))]
    public void Validate_SeveralAudiences_AcceptsEach(string audience, string expected)
    {
        var policy = SignedTokens.PolicyFor(["client_1", "https://b.test/mcp"]);

        Assert.Equal(expected, tokens.Validate(tokens.Sign(SignedTokens.Header, SignedTokens.Claims("aud", audience)), policy).Refusal.ToString());
    }

    [Theory]
    [InlineData("\"client_id\":\"client_1\"", nameof(TokenRefusal.None))]
    [InlineData("\"azp\":\"client_1\"", nameof(TokenRefusal.None))]
    [InlineData("\"client_id\":\"client_1\",\"azp\":\"client_2\"", nameof(TokenRefusal.None))]
    [InlineData("\"client_id\":\"client_2\",\"azp\":\"client_1\"", nameof(TokenRefusal.ClientNotAllowed))]
    [InlineData("\"client_id\":\"CLIENT_1\"", nameof(TokenRefusal.ClientNotAllowed))]
    [InlineData("\"client_id\":[\"client_1\"]", nameof(TokenRefusal.ClientNotAllowed))]
    [InlineData("\"client_id\":\"\"", nameof(TokenRefusal.ClientNotAllowed))]
    [InlineData("\"x\":1", nameof(TokenRefusal.ClientNotAllowed))]
    public void Validate_AllowedClients_AreTheOnlyOnes(string claims, string expected)
    {
        var policy = SignedTokens.Policy() with { AllowedClientIds = new HashSet<string>(StringComparer.Ordinal) { "client_1" } };
        var token = tokens.Sign(SignedTokens.Header, $"{SignedTokens.Claims()[..^1]},{claims}}}");

        Assert.Equal(expected, tokens.Validate(token, policy).Refusal.ToString());
    }

    [Theory]
    [InlineData("\"scope\":\"openid email\"", "openid|email")]
    [InlineData("\"scope\":\" openid  email \"", "openid|email")]
    [InlineData("\"scope\":\"\"", "")]
    [InlineData("\"scp\":\"openid email\"", "openid|email")]
    [InlineData("\"scp\":[\"openid\",\"email\"]", "openid|email")]
    [InlineData("\"scp\":[\"openid\",1,null,\"\",\"email\"]", "openid|email")]
    [InlineData("\"scope\":\"openid\",\"scp\":\"admin\"", "openid")]
    [InlineData("\"scope\":1", "")]
    [InlineData("\"scope\":null,\"scp\":{}", "")]
    [InlineData("\"permissions\":[\"admin\"]", "")]
    public void Validate_Scopes_AreRead(string claims, string expected)
    {
        var outcome = tokens.Validate(tokens.Sign(SignedTokens.Header, $"{SignedTokens.Claims()[..^1]},{claims}}}"));

        Assert.Equal(expected, string.Join('|', outcome.Token!.Scopes));
    }

    [Fact]
    public void Validate_OptionalClaims_AreRead()
    {
        const string Claims = "\"client_id\":\"c\",\"org_id\":\"o\",\"sid\":\"s\",\"email\":\"e\"";

        var token = tokens.Validate(tokens.Sign(SignedTokens.Header, $"{SignedTokens.Claims()[..^1]},{Claims}}}")).Token!;

        Assert.Equal(("c", "o", "s", "e"), (token.ClientId, token.OrganizationId, token.SessionId, token.Email));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[\"x\"]")]
    [InlineData("{\"x\":1}")]
    public void Validate_OptionalClaimOfAnotherType_IsLeftOut(string json)
    {
        foreach (var name in new[] { "client_id", "azp", "org_id", "sid", "email", "scope" })
        {
            var token = tokens.Validate(tokens.Sign(SignedTokens.Header, SignedTokens.Claims(name, json))).Token!;

            Assert.Equal((null, null, null, null), (token.ClientId, token.OrganizationId, token.SessionId, token.Email));
            Assert.Empty(token.Scopes);
        }
    }

    [Fact]
    public void Validate_EveryRequiredClaim_IsIndependentOfTheOthers()
    {
        foreach (var name in new[] { "iss", "exp", "sub", "aud" })
        {
            Assert.NotEqual(TokenRefusal.None, tokens.Validate(tokens.Sign(SignedTokens.Header, SignedTokens.Claims(name))).Refusal);
        }
    }
}
