using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Tests.Configuration;

public sealed class AliasTests
{
    public static TheoryData<string, string, string> Aliases { get; } = new()
    {
        { "authkit_issuer", "AuthKit:Issuer", "https://alias.test" },
        { "authkit_audience", "AuthKit:Audience", "https://alias.test/mcp" },
        { "authkit_jwks_uri", "AuthKit:JwksUri", "https://alias.test/jwks" },
        { "mcp_gateway_url", "McpGateway:Url", "http://alias.test/mcp" },
    };

    [Fact]
    public void Table_OfAliases_HasEveryAlias() =>
        Assert.Equal(
            ConfigurationAliases.KeysByAlias.Select(pair => (pair.Key, pair.Value)).Order(),
            Aliases.Select(row => (row.Data.Item1, row.Data.Item2)).Order());

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Alias_Alone_IsTheKey(string alias, string key, string value)
    {
        Assert.Equal(value, Settings.Value(ReadWithIssuer(key, (alias, value)), key));
        Assert.Equal(value, Settings.Value(ReadWithIssuer(key, ($"SPIN_VARIABLE_{alias}", value)), key));
        Assert.Equal(value, Settings.Value(ReadWithIssuer(key, ($"SPIN_VARIABLE_{alias.ToUpperInvariant()}", value)), key));
        Assert.Equal(value, Settings.Value(ReadWithIssuer(key, (alias.ToUpperInvariant(), value)), key));
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Alias_BesideItsKey_IsIgnored(string alias, string key, string value)
    {
        Assert.Equal("https://key.test", Settings.Value(ReadWithIssuer(key, (key, "https://key.test"), (alias, value)), key));
        Assert.Equal("https://key.test", Settings.Value(ReadWithIssuer(key, (key, "https://key.test"), ($"SPIN_VARIABLE_{alias}", value)), key));
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Alias_BesideItsEmptyKey_Counts(string alias, string key, string value) =>
        Assert.Equal(value, Settings.Value(ReadWithIssuer(key, (key, ""), (alias, value)), key));

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Alias_WithoutPrefix_WinsOverTheOneWithIt(string alias, string key, string value) =>
        Assert.Equal(value, Settings.Value(ReadWithIssuer(key, (alias, value), ($"SPIN_VARIABLE_{alias}", "https://spin.test")), key));

    [Theory]
    [InlineData("authkit_audience", "")]
    [InlineData("authkit_audience", "  ")]
    [InlineData("authkit_jwks_uri", "")]
    [InlineData("mcp_gateway_url", "")]
    public void Alias_Empty_IsIgnored(string alias, string value)
    {
        var key = ConfigurationAliases.KeysByAlias[alias];

        Assert.Equal(SettingRows.Of(key).Default, Settings.Value(Settings.Read((alias, value)), key));
        Assert.Equal("https://spin.test", Settings.Value(Settings.Read((alias, value), ($"SPIN_VARIABLE_{alias}", "https://spin.test")), key));
        Assert.True(Settings.Read((alias, value)).AuthKit.ValidateAudience);
    }

    [Fact]
    public void Alias_EmptyIssuer_IsNoIssuer() =>
        Assert.StartsWith("AuthKit:Issuer is not set", Assert.Single(Settings.Mistakes(("AuthKit:Issuer", null), ("authkit_issuer", ""))), StringComparison.Ordinal);

    [Fact]
    public void Alias_OfAListGivenByIndex_IsIgnored() =>
        Assert.Equal(["a", "b"], Settings.Read(("AuthKit:Audience:0", "a"), ("AuthKit:Audience:1", "b"), ("authkit_audience", "c")).AuthKit.Audience);

    [Fact]
    public void Alias_OfTheAudience_TakesSeveral() =>
        Assert.Equal(["a", "b"], Settings.Read(("authkit_audience", "a, b")).AuthKit.Audience);

    [Fact]
    public void Alias_WithAWrongValue_IsAMistakeOfTheKey() =>
        Assert.StartsWith("AuthKit:Issuer is 'http://evil.test': must be https",
            Assert.Single(Settings.Mistakes(("AuthKit:Issuer", null), ("authkit_issuer", "http://evil.test"))), StringComparison.Ordinal);

    private static GatewaySettings ReadWithIssuer(string key, params (string Key, string? Value)[] settings) =>
        key == "AuthKit:Issuer" ? Settings.ReadExactly(settings) : Settings.Read(settings);
}
