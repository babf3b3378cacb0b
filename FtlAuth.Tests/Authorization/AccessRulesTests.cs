using FtlAuth.Gateway.Authorization;

namespace FtlAuth.Tests.Authorization;

public sealed class AccessRulesTests
{
    private const string Key = "Authorization:Tools";

    [Theory]
    [InlineData("delete_user", "delete_user")]
    [InlineData("delete_users", "delete_user*")]
    [InlineData("delete_team", "delete_*")]
    [InlineData("delete_", "delete_*")]
    [InlineData("delete", "d*")]
    [InlineData("d", "d*")]
    [InlineData("echo", "*")]
    [InlineData("", "*")]
    [InlineData("*", "*")]
    [InlineData("x_delete_user", "*")]
    public void Find_OfSeveralThatFit_IsTheMostSpecific(string name, string expected) =>
        Assert.Equal($"{Key}:{expected}", Rules("*", "d*", "delete_*", "delete_user*", "delete_user").Find(name)!.Key);

    // Whatever the order in which configuration gives them.
    [Fact]
    public void Find_WithTheEntriesTurnedRound_IsTheSame() =>
        Assert.Equal($"{Key}:delete_user", Rules("delete_user", "delete_user*", "delete_*", "d*", "*").Find("delete_user")!.Key);

    [Theory]
    [InlineData("delete_user", true)]
    [InlineData("delete_users", false)]
    [InlineData("delete_use", false)]
    [InlineData("xdelete_user", false)]
    [InlineData("files/delete_user", false)]
    [InlineData("read_", true)]
    [InlineData("read_all", true)]
    [InlineData("read", false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    public void Find_WithoutAnEntryForAll_IsNoneForOthers(string name, bool found) =>
        Assert.Equal(found, Rules("delete_user", "read_*").Find(name) is not null);

    [Theory]
    [InlineData("kill_session")]
    [InlineData("KILL_SESSION")]
    [InlineData("Kill_Session")]
    [InlineData("\u212Aill_\u017Fe\u017F\u017F\u0131on")]
    [InlineData("KILL_SESS\u0130ON")]
    [InlineData(" kill_session")]
    [InlineData("kill_session\t")]
    [InlineData("\r\nkill_session\v\f")]
    [InlineData("\u00A0\u2003\u3000kill_session\u2028\u0085")]
    [InlineData("\uFEFFkill_session")]
    [InlineData("kill_session \uFEFF ")]
    public void Find_InASpellingThatALenientServerTakesForTheSame_IsTheRule(string name)
    {
        Assert.NotNull(Rules("kill_session").Find(name));
        Assert.NotNull(Rules("Kill_S*").Find(name));
        Assert.NotNull(Rules(name).Find("kill_session"));
    }

    [Theory]
    [InlineData("café", "CAFÉ")]
    [InlineData("σίσυφος", "ΣΊΣΥΦΟΣ")]
    [InlineData("σίσυφος", "ςίσυφοσ")]
    [InlineData("µ", "μ")]
    [InlineData("straße", "STRAẞE")]
    [InlineData("дом", "ДОМ")]
    [InlineData("å", "\u212B")]
    public void Find_OfLettersBeyondAscii_IgnoresTheirCase(string entry, string name)
    {
        Assert.NotNull(Rules(entry).Find(name));
        Assert.NotNull(Rules(entry + "*").Find(name + "_more"));
    }

    // Twins: what no server takes for the same.
    [Theory]
    [InlineData("kill session")]
    [InlineData("kill-session")]
    [InlineData("kill_session.")]
    [InlineData("kill_sessíon")]
    [InlineData("ｋill_session")]
    [InlineData("кill_session")]
    public void Find_OfAnotherName_IsNone(string name) => Assert.Null(Rules("kill_session").Find(name));

    [Fact]
    public void Any_WithNothingConfigured_IsFalse()
    {
        var none = Rules();

        Assert.False(none.Any);
        Assert.Null(none.Find("anything"));
        Assert.Null(none.Find(""));
        Assert.True(Rules("*").Any);
        Assert.True(Rules("x").Any);
    }

    [Theory]
    [InlineData("a", "A", true)]
    [InlineData("a*", "A*", true)]
    [InlineData("a*", "a *", true)]
    [InlineData("a", " a", true)]
    [InlineData("ka*", "\u212Aa*", true)]
    [InlineData("a", "a*", false)]
    [InlineData("a*", "ab*", false)]
    [InlineData("*", "a*", false)]
    public void NormalizeKey_OfTwo_IsTheSameWhenTheyAreForTheSameNames(string one, string other, bool same) =>
        Assert.Equal(same, AccessRules.NormalizeKey(one) == AccessRules.NormalizeKey(other));

    private static AccessRules Rules(params string[] names) =>
        new(Key, names.ToDictionary(name => name, _ => new AccessRequirement { Scopes = ["s"] }));
}
