using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Configuration;

/// <summary><c>AuthKit:Issuers</c>: the same settings again, once for each further issuer.</summary>
public sealed class IssuersTests
{
    private static readonly (string, string?) Second = ("AuthKit:Issuers:0:Issuer", "https://second.test");
    private static readonly (string, string?) Third = ("AuthKit:Issuers:1:Issuer", "https://third.test");

    [Fact]
    public void Issuers_BesideTheSingleOne_ComeBehindIt() =>
        Assert.Equal(["https://issuer.test", "https://second.test", "https://third.test"], Names(Second, Third));

    [Fact]
    public void Issuers_WithoutASingleOne_AreAll() =>
        Assert.Equal(["https://second.test", "https://third.test"], Settings.ReadExactly(Second, Third).AuthKit.All.Select(issuer => issuer.Issuer));

    [Fact]
    public void Issuers_NotConfigured_LeaveTheSingleOne() => Assert.Equal(["https://issuer.test"], Names());

    [Fact]
    public void Entry_WithSettingsOfItsOwn_HasThem()
    {
        var entry = Entry(
            ("AuthKit:Audience", "a"),
            ("AuthKit:Issuers:0:Audience", "b,c"),
            ("AuthKit:Issuers:0:JwksUri", "https://keys.test/jwks"),
            ("AuthKit:Issuers:0:Algorithms:0", "ES256"),
            ("AuthKit:Issuers:0:ClockSkew", "00:00:05"),
            ("AuthKit:Issuers:0:AllowedClientIds", "client_2"));

        Assert.Equal(["b", "c"], entry.Audience);
        Assert.Equal("https://keys.test/jwks", entry.JwksUri);
        Assert.Equal(["ES256"], entry.Algorithms);
        Assert.Equal(TimeSpan.FromSeconds(5), entry.ClockSkew);
        Assert.Equal(["client_2"], entry.AllowedClientIds);
    }

    [Fact]
    public void Entry_WithoutSettingsOfItsOwn_HasThoseAroundIt_ButItsOwnKeys()
    {
        var entry = Entry(
            ("AuthKit:Audience", "a"),
            ("AuthKit:JwksUri", "https://keys.test/jwks"),
            ("AuthKit:Algorithms", "ES256"),
            ("AuthKit:ClockSkew", "00:00:05"),
            ("AuthKit:AllowedClientIds", "client_1"));

        Assert.Equal(["a"], entry.Audience);
        Assert.Equal("https://second.test/oauth2/jwks", entry.JwksUri);
        Assert.Equal(["ES256"], entry.Algorithms);
        Assert.Equal(TimeSpan.FromSeconds(5), entry.ClockSkew);
        Assert.Equal(["client_1"], entry.AllowedClientIds);
    }

    [Fact]
    public void Entry_InWhateverOrderItIsGiven_HasWhatIsAroundIt() =>
        Assert.Equal(["a"], Settings.ReadExactly(Second, ("AuthKit:Issuer", Settings.Issuer), ("AuthKit:Audience", "a")).AuthKit.Issuers[0].Audience);

    [Fact]
    public void Entry_RequiredScopes_AreBesideThoseOfAll()
    {
        Assert.Equal(["openid", "admin"], Entry(("AuthKit:RequiredScopes", "openid"), ("AuthKit:Issuers:0:RequiredScopes", "admin,openid")).RequiredScopes);
        Assert.Equal(["openid"], Settings.Read(Second, ("AuthKit:RequiredScopes", "openid"), ("AuthKit:Issuers:0:RequiredScopes", "admin")).AuthKit.RequiredScopes);
    }

    [Theory]
    [InlineData("AuthKit:Issuers:0:Issuer", null, "AuthKit:Issuers:0:Issuer is not set")]
    [InlineData("AuthKit:Issuers:0:Issuer", "http://second.test", "AuthKit:Issuers:0:Issuer is 'http://second.test': must be https")]
    [InlineData("AuthKit:Issuers:0:Issuer", "https://second.test/", "AuthKit:Issuers:0:Issuer is 'https://second.test/': remove the slash")]
    [InlineData("AuthKit:Issuers:0:Issuer", "https://issuer.test", "AuthKit:Issuers:0:Issuer is 'https://issuer.test': is listed already")]
    [InlineData("AuthKit:Issuers:0:JwksUri", "http://keys.test", "AuthKit:Issuers:0:JwksUri is 'http://keys.test': must be https")]
    [InlineData("AuthKit:Issuers:0:Algorithms", "none", "AuthKit:Issuers:0:Algorithms is 'none': must be among RS256")]
    [InlineData("AuthKit:Issuers:0:ClockSkew", "01:00:00", "AuthKit:Issuers:0:ClockSkew is '01:00:00': must be between")]
    [InlineData("AuthKit:Issuers:0:RequiredScopes", "a b", "AuthKit:Issuers:0:RequiredScopes is 'a b': a scope has no spaces")]
    [InlineData("AuthKit:Issuers:0:Nonsense", "1", "AuthKit:Issuers:0:Nonsense is not a setting of this gateway")]
    [InlineData("AuthKit:Issuers:0:Issuers:0:Issuer", "https://third.test", "AuthKit:Issuers:0:Issuers: an entry has no entries of its own")]
    [InlineData("AuthKit:Issuers", "https://third.test", "AuthKit:Issuers is 'https://third.test': takes entries")]
    [InlineData("AuthKit:Issuers:1", "https://third.test", "AuthKit:Issuers:1 is 'https://third.test': takes settings")]
    public void Entry_Wrong_IsALineThatNamesItsKey(string key, string? value, string expected)
    {
        var line = Assert.Single(Settings.Mistakes(Second, ("AuthKit:Issuers:0:ClockSkew", "00:00:10"), (key, value)));

        Assert.StartsWith(expected, line, StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(Second, ("AuthKit:Issuers:0:ClockSkew", "00:00:10")));
    }

    [Theory]
    [InlineData("AuthKit:ClockSkew", "01:00:00")]
    [InlineData("AuthKit:Algorithms", "none")]
    public void Entry_WithAWrongValueFromAroundIt_IsNoMistakeOfItsOwn(string key, string value) =>
        Assert.StartsWith($"{key} is '{value}'", Assert.Single(Settings.Mistakes(Second, Third, (key, value))), StringComparison.Ordinal);

    [Fact]
    public void Entry_WithoutAudienceCheck_NeedsNotTheAudienceAroundIt()
    {
        var entry = Entry(("AuthKit:Audience", "a"), ("AuthKit:Issuers:0:ValidateAudience", "false"));

        Assert.False(entry.ValidateAudience);
        Assert.Empty(entry.Audience);
    }

    // Templates leave empty variables behind: they set nothing.
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Entry_WithAnEmptyList_HasTheOneAroundIt(string empty) =>
        Assert.Equal(["client_1"], Entry(("AuthKit:AllowedClientIds", "client_1"), ("AuthKit:Issuers:0:AllowedClientIds", empty)).AllowedClientIds);

    [Fact]
    public void JwksUri_WithoutItsIssuer_IsAMistake() =>
        Assert.StartsWith("AuthKit:JwksUri is 'https://keys.test/jwks': is of no issuer",
            Assert.Single(Settings.Mistakes(Second, ("AuthKit:Issuer", null), ("AuthKit:JwksUri", "https://keys.test/jwks"))), StringComparison.Ordinal);

    [Fact]
    public void ValidateAudience_FalseInAnEntryBesideAnAudience_IsAMistakeOfThatEntry() =>
        Assert.StartsWith("AuthKit:Issuers:0:ValidateAudience is 'false': would ignore AuthKit:Issuers:0:Audience",
            Assert.Single(Settings.Mistakes(Second, ("AuthKit:Issuers:0:ValidateAudience", "false"), ("AuthKit:Issuers:0:Audience", "a"))), StringComparison.Ordinal);

    // One issuer with an audience of its own does not say what the tokens of the other are for.
    [Fact]
    public void PublicUrl_MissingOffLoopbackForOneIssuer_IsAMistake()
    {
        (string, string?) everywhere = ("urls", "http://*:8080");
        (string, string?) secret = ("Gateway:Secret", Settings.Secret);

        Assert.StartsWith("Gateway:PublicUrl is not set", Assert.Single(Settings.Mistakes(everywhere, secret, Second, ("AuthKit:Issuers:0:Audience", "a"))), StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(everywhere, secret, Second, ("AuthKit:Audience", "a")));
    }

    private static IEnumerable<string> Names(params (string, string?)[] settings) => Settings.Read(settings).AuthKit.All.Select(issuer => issuer.Issuer);

    private static AuthKitOptions Entry(params (string, string?)[] settings) => Settings.Read([Second, .. settings]).AuthKit.Issuers[0];
}
