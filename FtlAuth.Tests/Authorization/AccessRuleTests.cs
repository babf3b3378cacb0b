using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Authorization;

namespace FtlAuth.Tests.Authorization;

public sealed class AccessRuleTests
{
    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    [InlineData("A b", "a")]
    [InlineData("ab", "a")]
    [InlineData("a b", null)]
    [InlineData("b c a", null)]
    public void FindMissingScope_OfTwo_IsTheFirstThatTheTokenLacks(string scopes, string? expected) =>
        Assert.Equal(expected, Rule(["a", "b"]).FindMissingScope(Token(scopes)));

    [Theory]
    [InlineData("delete", null)]
    [InlineData("all", null)]
    [InlineData("x|all|y", null)]
    [InlineData("", "permissions")]
    [InlineData("x", "permissions")]
    [InlineData("Delete", "permissions")]
    [InlineData("delete ", "permissions")]
    [InlineData("delete all", "permissions")]
    public void FindMissingClaim_OfSeveralValues_NeedsOne(string held, string? expected) =>
        Assert.Equal(expected, Rule([], ("permissions", ["delete", "all"])).FindMissingClaim(Token("", ("permissions", held))));

    [Fact]
    public void FindMissingClaim_OfSeveralClaims_NeedsOneOfEach()
    {
        var rule = Rule([], ("role", ["admin"]), ("org_id", ["org_1"]));

        Assert.Equal("org_id", rule.FindMissingClaim(Token("", ("role", "admin"))));
        Assert.Equal("org_id", rule.FindMissingClaim(Token("", ("role", "admin"), ("org_id", "org_2"))));
        Assert.Equal("role", rule.FindMissingClaim(Token("", ("role", "org_1"), ("org_id", "org_1"))));
        Assert.Null(rule.FindMissingClaim(Token("", ("role", "admin"), ("org_id", "org_1"))));
    }

    [Fact]
    public void FindMissingClaim_UnderAnotherName_IsMissing() =>
        Assert.Equal("role", Rule([], ("role", ["admin"])).FindMissingClaim(Token("", ("Role", "admin"))));

    [Fact]
    public void FindMissing_OfNothingNeeded_IsNone()
    {
        Assert.Null(Rule([]).FindMissingClaim(Token("")));
        Assert.Null(Rule([]).FindMissingScope(Token("")));
    }

    private static AccessRule Rule(string[] scopes, params (string Name, string[] Values)[] claims) => new(
        "Authorization:Tools:x",
        new AccessRequirement { Scopes = scopes, Claims = claims.ToDictionary(claim => claim.Name, claim => (IReadOnlyList<string>)claim.Values) });

    private static VerifiedToken Token(string scopes, params (string Name, string Values)[] claims) => new()
    {
        Subject = "user_1",
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Claims = claims.ToDictionary(claim => claim.Name, claim => (IReadOnlyList<string>)claim.Values.Split('|', StringSplitOptions.RemoveEmptyEntries)),
    };
}
