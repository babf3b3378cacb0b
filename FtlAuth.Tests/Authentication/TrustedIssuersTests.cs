using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Tests.Authentication;

public sealed class TrustedIssuersTests
{
    private const string Second = "https://second.test";

    public static TheoryData<string, string?, string> Claims { get; } = new()
    {
        { """{"iss":"https://issuer.test"}""", SignedTokens.Issuer, nameof(TokenRefusal.None) },
        { """{"sub":"a","iss":"https://second.test"}""", Second, nameof(TokenRefusal.None) },
        { """{"i\u0073s":"https:\/\/second.t\u0065st"}""", Second, nameof(TokenRefusal.None) },
        { """{"a":{"iss":"https://issuer.test"},"b":["iss","https://issuer.test"],"iss":"https://second.test"}""", Second, nameof(TokenRefusal.None) },
        { """{"iss":"https://third.test"}""", null, nameof(TokenRefusal.WrongIssuer) },
        { """{"iss":"https://second.test/"}""", null, nameof(TokenRefusal.WrongIssuer) },
        { """{"iss":"HTTPS://second.test"}""", null, nameof(TokenRefusal.WrongIssuer) },
        { """{"ISS":"https://second.test"}""", null, nameof(TokenRefusal.WrongIssuer) },
        { """{"iss":["https://second.test"]}""", null, nameof(TokenRefusal.WrongIssuer) },
        { """{"iss":null}""", null, nameof(TokenRefusal.WrongIssuer) },
        { """{"a":{"iss":"https://issuer.test"}}""", null, nameof(TokenRefusal.WrongIssuer) },
        { "{}", null, nameof(TokenRefusal.WrongIssuer) },
        { "[]", null, nameof(TokenRefusal.MalformedClaims) },
        { "", null, nameof(TokenRefusal.MalformedToken) },
        { "x", null, nameof(TokenRefusal.MalformedClaims) },
        { "\"iss\"", null, nameof(TokenRefusal.MalformedClaims) },
        { "{\"iss\"", null, nameof(TokenRefusal.MalformedClaims) },
        { "{\"a\":[[[[[[[[", null, nameof(TokenRefusal.MalformedClaims) },
        { """{"\ud800":1,"iss":"https://second.test"}""", null, nameof(TokenRefusal.MalformedClaims) },
        { """{"iss":"https://second.tes\ud800"}""", null, nameof(TokenRefusal.MalformedClaims) },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void FindNamed_AmongSeveral_IsTheOneThatTheTokenNames(string claims, string? expected, string refusal)
    {
        var token = Encoding.ASCII.GetBytes($"e30.{SignedTokens.Encode(claims)}.AA");

        Assert.Equal(refusal, Issuers(SignedTokens.Issuer, Second).FindNamed(token, out var named).ToString());
        Assert.Equal(expected, named?.Name);
    }

    [Fact]
    public void FindNamed_AmongOne_IsThatOneWhateverTheTokenNames()
    {
        var token = Encoding.ASCII.GetBytes($"e30.{SignedTokens.Encode("{}")}.AA");

        Assert.Equal(TokenRefusal.None, Issuers(Second).FindNamed(token, out var named));
        Assert.Equal(Second, named!.Name);
    }

    [Theory]
    [InlineData("", nameof(TokenRefusal.MalformedToken))]
    [InlineData("a.b", nameof(TokenRefusal.MalformedToken))]
    [InlineData("e30.e30=.AA", nameof(TokenRefusal.MalformedToken))]
    [InlineData("e30.e30.AA.AA", nameof(TokenRefusal.MalformedToken))]
    public void FindNamed_NoToken_IsRefused(string token, string refusal) =>
        Assert.Equal(refusal, Issuers(SignedTokens.Issuer, Second).FindNamed(Encoding.ASCII.GetBytes(token), out _).ToString());

    [Fact]
    public void FindNamed_TooLarge_IsRefused() =>
        Assert.Equal(TokenRefusal.TooLarge, Issuers(SignedTokens.Issuer, Second).FindNamed(new byte[TokenValidator.MaxTokenLength + 1], out _));

    [Fact]
    public void FindNamed_AnyBytes_NeverThrows()
    {
        var random = new Random(5);
        var issuers = Issuers(SignedTokens.Issuer, Second);
        var good = """{"a":["\u0061",{"b":-1.5e3}],"iss":"https://second.test"}"""u8;
        for (var count = 0; count < 20_000; count++)
        {
            var claims = good.ToArray();
            claims[random.Next(claims.Length)] = (byte)random.Next(256);
            claims[random.Next(claims.Length)] = (byte)random.Next(128);

            issuers.FindNamed(Encoding.ASCII.GetBytes($"e30.{SignedTokens.Encode(claims[..random.Next(claims.Length + 1)])}.AA"), out _);
        }
    }

    private static TrustedIssuers Issuers(params string[] names)
    {
        // The audience is set, so that the gateway's own address is not asked for.
        var audience = new AcceptedAudience(new GatewayOptions(), null!);
        return new TrustedIssuers([.. names.Select(name => new TrustedIssuer(
            new AuthKitOptions { Issuer = name, Audience = [SignedTokens.Audience] }, audience, new IssuerKeys(TimeProvider.System)))]);
    }
}
