using FtlAuth.Gateway;
using FtlAuth.Gateway.Jwks;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Configuration;

public sealed class SettingTests
{
    public static TheoryData<string> Keys { get; } = [.. SettingRows.All.Select(row => row.Key)];

    public static TheoryData<string> Lists { get; } = [.. SettingRows.All.Where(row => row.Read.Contains('|')).Select(row => row.Key)];

    public static TheoryData<string> SingleValues { get; } = [.. SettingRows.All.Where(row => !row.Read.Contains('|') && row.Below is null).Select(row => row.Key)];

    public static TheoryData<string> Sections { get; } = [.. Settings.Sections()];

    // Fails when a setting was added to the gateway and not to the table.
    [Fact]
    public void Table_OfSettings_HasEveryKeyOfTheGateway() =>
        Assert.Equal(Settings.Keys().Order(StringComparer.Ordinal), SettingRows.All.Select(row => row.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_NotConfigured_HasItsDefault(string key)
    {
        var row = SettingRows.Of(key);

        Assert.True(row.Default is null || row.Default == Settings.Value(Settings.Read(), key), $"{key} is {Settings.Value(Settings.Read(), key)}.");
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_Empty_HasItsDefault(string key)
    {
        var row = SettingRows.Of(key);

        Assert.True(row.Default is null || row.Default == Settings.Value(Settings.Read((key, "")), key));
        Assert.True(row.Default is null || row.Default == Settings.Value(Settings.Read((key, "  ")), key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_Configured_HasThatValue(string key)
    {
        var row = SettingRows.Of(key);

        Assert.NotEqual(row.Default, row.Read);
        Assert.Equal(row.Read, Settings.Value(Settings.Read((row.ConfiguredKey, row.Configured)), key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_InAnotherCase_IsTheSameKey(string key)
    {
        var row = SettingRows.Of(key);
        var name = row.Below is null ? row.ConfiguredKey.ToUpperInvariant() : $"{key.ToUpperInvariant()}:{row.Below}";

        Assert.Equal(row.Read, Settings.Value(Settings.Read((name, row.Configured)), key));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_ByIndex_IsTheSameAsSeparatedByCommas(string key)
    {
        var row = SettingRows.Of(key);
        var items = row.Read.Split('|').Select((item, index) => ($"{key}:{index}", (string?)item));

        Assert.Equal(row.Read, Settings.Value(Settings.Read(items), key));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_ByIndexAndSeparatedByCommas_IsAMistake(string key)
    {
        var row = SettingRows.Of(key);

        var line = Assert.Single(Settings.Mistakes((key, row.Configured), ($"{key}:0", row.Read.Split('|')[0])));

        Assert.StartsWith($"{key} is '{row.Configured}': is also given as a list ({key}:0", line, StringComparison.Ordinal);
    }

    // Whatever is lost of a list of clients or scopes would let somebody in.
    [Theory]
    [MemberData(nameof(Lists))]
    public void List_OfWhichNothingIsLeft_IsAMistake(string key)
    {
        Assert.StartsWith($"{key}: the list has no value in it", Assert.Single(Settings.Mistakes((key, ","))), StringComparison.Ordinal);
        Assert.StartsWith($"{key}: the list has no value in it", Assert.Single(Settings.Mistakes(($"{key}:0", ""))), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_OfGroups_IsAMistake(string key)
    {
        var item = SettingRows.Of(key).Read.Split('|')[0];

        var line = Assert.Single(Settings.Mistakes(($"{key}:0", item), ($"{key}:1:Id", item)));

        Assert.StartsWith($"{key}:1 is 'a group of settings': takes one value", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_AsOneValue_IsAMistake(string section) =>
        Assert.Contains(Settings.Mistakes((section, "https://issuer.test")), line => line.StartsWith($"{section} is 'https://issuer.test': takes settings, such as {section}:", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_EmptyItems_AreLeftOut(string key)
    {
        var row = SettingRows.Of(key);

        Assert.Equal(row.Read, Settings.Value(Settings.Read((key, $", ,{row.Configured},,")), key));
    }

    [Theory]
    [MemberData(nameof(SingleValues))]
    public void SingleValue_AsAList_IsAMistake(string key) =>
        Assert.Contains(
            Settings.Mistakes(($"{key}:0", SettingRows.Of(key).Configured)),
            line => line.StartsWith($"{key} is 'a list': takes one value", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_WithAnUnknownKey_IsAMistakeThatNamesTheKnownOnes(string section)
    {
        var line = Assert.Single(Settings.Mistakes(($"{section}:Nonsense", "1")));

        Assert.StartsWith($"{section}:Nonsense is not a setting of this gateway: known here are ", line, StringComparison.Ordinal);
        Assert.All(Settings.Keys().Where(key => key.StartsWith(section + ":", StringComparison.Ordinal)),
            key => Assert.Contains(key[(section.Length + 1)..], line, StringComparison.Ordinal));
    }

    [Fact]
    public void Mistakes_OfSeveralKinds_GiveOneLineEach()
    {
        var lines = Settings.Mistakes(
            ("AuthKit:Issuer", "http://issuer.test"),
            ("AuthKit:Algorithms", "HS256,none,RS256"),
            ("AuthKit:Nonsense", "1"),
            ("Gateway:Path", "mcp"),
            ("Limits:MaxBodySize", "much"),
            ("urls", "http://*:80"));

        Assert.Equal(
            ["AuthKit:Issuer", "AuthKit:Algorithms", "AuthKit:Algorithms", "AuthKit:Nonsense", "Gateway:Path", "Limits:MaxBodySize", "Gateway:PublicUrl", "Gateway:Secret:"],
            lines.OrderBy(line => line.StartsWith("AuthKit:Nonsense", StringComparison.Ordinal) ? 1 : line.StartsWith("AuthKit", StringComparison.Ordinal) ? 0 : 2)
                .Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void Issuer_NotConfigured_IsAMistakeThatNamesTheAlias() =>
        Assert.Contains("authkit_issuer", Assert.Single(Settings.Mistakes(("AuthKit:Issuer", null))), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("127.0.0.1:1", true)]
    public async Task Cache_ConnectionString_SwitchesRedisOn(string? connection, bool expected)
    {
        await using var app = GatewayApplication.Create([], Settings.Configuration([("AuthKit:Issuer", Settings.Issuer), ("ConnectionStrings:cache", connection)]));

        Assert.Equal(expected, app.Services.GetRequiredService<RedisCache>().IsConfigured);
    }
}
