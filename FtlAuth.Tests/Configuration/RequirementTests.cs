using FtlAuth.Gateway.Authorization;

namespace FtlAuth.Tests.Configuration;

/// <summary>The named entries of <c>Authorization:Tools</c>, <c>Authorization:Methods</c> and <c>Identity:Headers</c>.</summary>
public sealed class RequirementTests
{
    [Fact]
    public void Entry_WithScopesAndClaims_IsReadWhole()
    {
        var entry = Read(
            ("Authorization:Tools:delete_user:Scopes", "admin, users:write"),
            ("Authorization:Tools:delete_user:Claims:permissions:0", "users:delete"),
            ("Authorization:Tools:delete_user:Claims:permissions:1", "all"),
            ("Authorization:Tools:delete_user:Claims:org_id", "org_1"));

        Assert.Equal("delete_user", entry.Key);
        Assert.Equal(["admin", "users:write"], entry.Value.Scopes);
        Assert.Equal(["users:delete", "all"], entry.Value.Claims["permissions"]);
        Assert.Equal(["org_1"], entry.Value.Claims["org_id"]);
    }

    [Theory]
    [InlineData("github:create_issue")]
    [InlineData("a:b:c")]
    [InlineData("files.read")]
    [InlineData("prefix*")]
    [InlineData("*")]
    public void Name_OfATool_MayHaveAnyOfTheirCharacters(string name) =>
        Assert.Equal(name, Read(($"Authorization:Tools:{name}:Scopes", "a")).Key);

    [Fact]
    public void Name_OfAClaim_MayBeAUri() =>
        Assert.Equal(["admin"], Read(("Authorization:Tools:x:Claims:https://acme.test/role", "admin")).Value.Claims["https://acme.test/role"]);

    [Theory]
    [InlineData("Authorization:Tools", "x", "Authorization:Tools: takes named entries")]
    [InlineData("Authorization:Tools:x", "admin", "Authorization:Tools:x is 'admin': takes settings, such as Authorization:Tools:x:Scopes=")]
    [InlineData("Authorization:Tools:x:Scope", "admin", "Authorization:Tools:x:Scope is 'admin': takes settings")]
    [InlineData("Authorization:Tools:x:Scopes", "", "Authorization:Tools:x: needs nothing")]
    [InlineData("Authorization:Tools:x:Scopes", ",", "Authorization:Tools:x:Scopes: the list has no value in it")]
    [InlineData("Authorization:Tools:x:Scopes", "a b", "Authorization:Tools:x:Scopes is 'a b': a scope has no spaces")]
    [InlineData("Authorization:Tools:x:Claims", "a", "Authorization:Tools:x:Claims: takes named lists")]
    [InlineData("Authorization:Tools:x:Claims:role", "", "Authorization:Tools:x:Claims:role: the list has no value in it")]
    [InlineData("Authorization:Tools:*x:Scopes", "a", "Authorization:Tools:*x: a * may stand at the end only")]
    [InlineData("Authorization:Tools:x**:Scopes", "a", "Authorization:Tools:x**: a * may stand at the end only")]
    [InlineData("Authorization:Tools::Scopes", "a", "Authorization:Tools:: has no name")]
    [InlineData("Authorization:Methods:a*b:Scopes", "a", "Authorization:Methods:a*b: a * may stand at the end only")]
    public void Entry_Wrong_IsALineThatNamesIt(string key, string value, string line) =>
        Assert.Contains(Settings.Mistakes((key, value)), mistake => mistake.StartsWith(line, StringComparison.Ordinal));

    [Fact]
    public void Entry_WithAnUnknownMember_IsAMistake() =>
        Assert.StartsWith(
            "Authorization:Tools:x:Scope is not a setting of this gateway: known here are Scopes, Claims.",
            Assert.Single(Settings.Mistakes(("Authorization:Tools:x:Scopes", "a"), ("Authorization:Tools:x:Scope", "b"))),
            StringComparison.Ordinal);

    [Fact]
    public void Entries_ThatDifferForConfigurationOnly_AreAMistake()
    {
        Assert.StartsWith(
            "Authorization:Tools:\u212Aill: is the same as Authorization:Tools:kill",
            Assert.Single(Settings.Mistakes(("Authorization:Tools:kill:Scopes", "a"), ("Authorization:Tools:\u212Aill:Scopes", "b"))),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Authorization:Tools:kill*: is the same as Authorization:Tools:kill *",
            Assert.Single(Settings.Mistakes(("Authorization:Tools:kill*:Scopes", "a"), ("Authorization:Tools:kill *:Scopes", "b"))),
            StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(("Authorization:Tools:kill:Scopes", "a"), ("Authorization:Tools:kill*:Scopes", "b")));
    }

    [Theory]
    [InlineData("Role", "must be a header that begins with X-Auth-")]
    [InlineData("X-Auth-", "must be a header that begins with X-Auth-")]
    [InlineData("X-Auth-User-Id", "must be a header that begins with X-Auth-")]
    [InlineData("x-auth-scopes", "must be a header that begins with X-Auth-")]
    [InlineData("X-Auth-User_Id", "must be a header that begins with X-Auth-")]
    [InlineData("X-Auth-Rôle", "must be a header that begins with X-Auth-")]
    [InlineData("X-Auth-A B", "must be a header that begins with X-Auth-")]
    [InlineData("X-Auth-A\r\nX-Auth-User-Id", "must be a header that begins with X-Auth-")]
    public void MappedHeader_Wrong_IsALineThatNamesIt(string header, string remedy)
    {
        Assert.Contains(remedy, Assert.Single(Settings.Mistakes(("Identity:Headers:role", header))), StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(("Identity:Headers:role", "X-Auth-Role")));
    }

    [Fact]
    public void MappedHeader_OfNoClaim_IsAMistake() => Assert.Equal(
        "Identity:Headers:: has no claim; Identity:Headers:<claim> is the header for the claim of that name.",
        Assert.Single(Settings.Mistakes(("Identity:Headers:", "X-Auth-Role"))));

    [Fact]
    public void MappedHeaders_OfTwoClaims_MustDiffer()
    {
        Assert.Single(Settings.Mistakes(("Identity:Headers:a", "X-Auth-A"), ("Identity:Headers:b", "x-auth-a")));
        Assert.Empty(Settings.Mistakes(("Identity:Headers:a", "X-Auth-A"), ("Identity:Headers:b", "X-Auth-B")));
    }

    // Configuration makes levels of the colons, so that the second would get lost without a word.
    [Fact]
    public void MappedHeader_OfAClaimBelowAnother_IsAMistake()
    {
        Assert.StartsWith(
            "Identity:Headers:urn: has a value, so that Identity:Headers:urn:team cannot have one",
            Assert.Single(Settings.Mistakes(("Identity:Headers:urn", "X-Auth-Urn"), ("Identity:Headers:urn:team", "X-Auth-Team"))),
            StringComparison.Ordinal);
        Assert.Empty(Settings.Mistakes(("Identity:Headers:urn:plan", "X-Auth-Plan"), ("Identity:Headers:urn:team", "X-Auth-Team")));
    }

    private static KeyValuePair<string, AccessRequirement> Read(params (string, string?)[] settings) =>
        Assert.Single(Settings.Read(settings).Authorization.Tools);
}
