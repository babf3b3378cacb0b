using System.Globalization;

namespace FtlAuth.Tests.Configuration;

/// <summary>The rules that need more than one section.</summary>
public sealed class GatewaySettingsTests
{
    private static readonly (string, string?) Everywhere = ("urls", "http://*:8080");
    private static readonly (string, string?) PublicUrl = ("Gateway:PublicUrl", "https://mcp.example.com");
    private static readonly (string, string?) Secret = ("Gateway:Secret", Settings.Secret);
    private static readonly (string, string?) Redis = ("ConnectionStrings:cache", "redis:6379");

    [Fact]
    public void PublicUrl_MissingOffLoopback_IsAMistakeThatNamesTheWaysOut()
    {
        var line = Assert.Single(Settings.Mistakes(Everywhere, Secret, ("Gateway:Path", "/tools")));

        Assert.StartsWith("Gateway:PublicUrl is not set: ", line, StringComparison.Ordinal);
        Assert.Contains("<PublicUrl>/tools", line, StringComparison.Ordinal);
        Assert.Contains("AuthKit:Audience", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gateway:PublicUrl", "https://mcp.example.com")]
    [InlineData("AuthKit:Audience", "client_1")]
    [InlineData("AuthKit:ValidateAudience", "false")]
    [InlineData("urls", "http://127.0.0.1:8080")]
    public void PublicUrl_MissingWithAWayOut_IsNoMistake(string key, string value) => Assert.Empty(Settings.Mistakes(Everywhere, Secret, (key, value)));

    [Fact]
    public void ValidateAudience_FalseBesideAnAudience_IsAMistake()
    {
        Assert.StartsWith("AuthKit:ValidateAudience is 'false': would ignore AuthKit:Audience",
            Assert.Single(Settings.Mistakes(("AuthKit:ValidateAudience", "false"), ("AuthKit:Audience", "a"))), StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(("AuthKit:ValidateAudience", "true"), ("AuthKit:Audience", "a")));
        Assert.Empty(Settings.Mistakes(("AuthKit:ValidateAudience", "false")));
    }

    [Fact]
    public void Secret_MissingWithRedisOffLoopback_IsAMistake()
    {
        var line = Assert.Single(Settings.Mistakes(Everywhere, PublicUrl, Redis));

        Assert.StartsWith("Gateway:Secret: is not set", line, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:cache", line, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:6379,nonsense=s3cret")]
    [InlineData("redis:6379,ssl=s3cret")]
    [InlineData("redis:6379,connectTimeout=s3cret")]
    [InlineData("password=s3cret")]
    public void ConnectionString_Wrong_IsALineThatDoesNotRepeatIt(string wrong)
    {
        var line = Assert.Single(Settings.Mistakes(("ConnectionStrings:cache", wrong)));

        Assert.StartsWith("ConnectionStrings:cache: it ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(("ConnectionStrings:cache", "redis:6379,password=s3cret,ssl=true,connectTimeout=200")));
    }

    [Fact]
    public void Secret_MissingWithRedisOnLoopback_IsNoMistake() => Assert.Empty(Settings.Mistakes(Redis));

    [Fact]
    public void Secret_ConfiguredWithRedisOffLoopback_IsNoMistake() => Assert.Empty(Settings.Mistakes(Everywhere, PublicUrl, Redis, Secret));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Secret_MissingOffLoopbackWithBoundSessions_IsAMistakeThatNamesTheWaysOut(string? redis)
    {
        var line = Assert.Single(Settings.Mistakes(Everywhere, PublicUrl, ("ConnectionStrings:cache", redis)));

        Assert.StartsWith("Gateway:Secret: is not set: session ids", line, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", line, StringComparison.Ordinal);
        Assert.Contains("Sessions:Bind=false", line, StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(Everywhere, PublicUrl, ("ConnectionStrings:cache", redis), ("Sessions:Bind", "false")));
        Assert.Empty(Settings.Mistakes(Everywhere, PublicUrl, ("ConnectionStrings:cache", redis), Secret));
    }

    [Fact]
    public void Secret_PreviousAlone_DoesNotCount() =>
        Assert.StartsWith(
            "Gateway:Secret",
            Assert.Single(Settings.Mistakes(Everywhere, PublicUrl, Redis, ("Sessions:Bind", "false"), ("Gateway:PreviousSecret", Settings.Secret))),
            StringComparison.Ordinal);

    [Fact]
    public void Secret_NotConfigured_IsRandomEachTime()
    {
        var one = Settings.Read();
        var other = Settings.Read();

        Assert.True(one.SecretIsRandom);
        Assert.Equal(32, Convert.FromBase64String(one.Gateway.Secret).Length);
        Assert.NotEqual(one.Gateway.Secret, other.Gateway.Secret);
        Assert.False(Settings.Read(("Gateway:Secret", Settings.Secret)).SecretIsRandom);
    }

    [Fact]
    public void Read_WithTheIssuerAlone_IsTheOriginalsTwoVariableExample()
    {
        var settings = Settings.ReadExactly(("authkit_issuer", "https://issuer.test"), ("mcp_gateway_url", "http://localhost:3002/mcp-internal"));

        Assert.True(settings.OnLoopbackOnly);
        Assert.Equal("https://issuer.test", settings.AuthKit.Issuer);
    }

    [Theory]
    [InlineData("http://*:8080", null, "00:00:05")]
    [InlineData("http://*:8080", "0", "00:00:00")]
    [InlineData("http://127.0.0.1:8080", null, "00:00:00")]
    [InlineData("http://127.0.0.1:8080", "00:00:20", "00:00:20")]
    public void DrainDelay_NotConfigured_IsNoneOnLoopback(string urls, string? configured, string expected)
    {
        var settings = Settings.Read(("urls", urls), PublicUrl, ("Gateway:Secret", Settings.Secret), ("Limits:DrainDelay", configured));

        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), settings.DrainDelay);
    }
}
