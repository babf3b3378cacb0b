using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class IdentityHeadersTests
{
    [Fact]
    public void Of_MinimalToken_NamesUserAndIssuer() =>
        Assert.Equal(
            ["X-Auth-User-Id: user_1", "X-Auth-Issuer: https://issuer.test"],
            IdentityHeaders.Of(Users.Minimal, out _).Select(header => $"{header.Key}: {header.Value}"));

    [Fact]
    public void Of_FullToken_NamesEveryClaim() =>
        Assert.Equal(
            [
                "X-Auth-User-Id: user_2",
                "X-Auth-Issuer: https://issuer.test",
                "X-Auth-Client-Id: client_1",
                "X-Auth-Org-Id: org_1",
                "X-Auth-Session-Id: session_1",
                "X-Auth-Email: a@b.test",
                "X-Auth-Scopes: openid email",
            ],
            IdentityHeaders.Of(Users.Full, out _).Select(header => $"{header.Key}: {header.Value}"));

    [Theory]
    [InlineData("", "")]
    [InlineData("user_01ABC-x.y~z@!#$&'()*+,/:;=?[]\"\\", "user_01ABC-x.y~z@!#$&'()*+,/:;=?[]\"\\")]
    [InlineData("%", "%25")]
    [InlineData("%25", "%2525")]
    [InlineData(" ", "%20")]
    [InlineData(" a ", "%20a%20")]
    [InlineData("a\tb", "a%09b")]
    [InlineData("a\r\nX-Auth-User-Id: admin", "a%0D%0AX-Auth-User-Id:%20admin")]
    [InlineData("\0", "%00")]
    [InlineData("\u007F", "%7F")]
    [InlineData("é", "%C3%A9")]
    [InlineData("%C3%A9", "%25C3%25A9")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("\u0085\u00A0\u2028", "%C2%85%C2%A0%E2%80%A8")]
    public void Encode_Value_IsVisibleAscii(string value, string expected) => Assert.Equal(expected, IdentityHeaders.Encode(value));

    [Fact]
    public void Encode_RandomValues_NeverGivesTwoTheSameAndGoesBack()
    {
        const string Alphabet = "aA%25 0\té\u00C3\u00A9😀\r\n\u007F";
        var random = new Random(7);
        var seen = new Dictionary<string, string>();
        for (var count = 0; count < 50_000; count++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Rune(random.Next(Alphabet.EnumerateRunes().Count()))));

            var encoded = IdentityHeaders.Encode(value);

            Assert.DoesNotContain(encoded, character => character is < '!' or > '~');
            Assert.Equal(value, Uri.UnescapeDataString(encoded));
            Assert.True(seen.TryAdd(encoded, value) || seen[encoded] == value, $"{encoded} stands for two values.");
        }

        static string Rune(int index) => Alphabet.EnumerateRunes().ElementAt(index).ToString();
    }

    [Theory]
    [InlineData(1024, 'a')]
    [InlineData(1024, '\u0001')]
    public void Of_LongSubject_IsNeverCut(int length, char character)
    {
        var subject = new string(character, length);

        var headers = IdentityHeaders.Of(Users.Create(subject), out var leftOut);

        Assert.Equal(IdentityHeaders.Encode(subject), headers.Single(header => header.Key == "X-Auth-User-Id").Value);
        Assert.Null(leftOut);
    }

    [Fact]
    public void Of_MoreThan8KiB_LeavesOptionalOnesOutAndSaysWhich()
    {
        var token = Users.Create("user_1", new string('c', 5000), organizationId: new string('o', 5000), "s", email: new string('é', 2000), "openid");

        var headers = IdentityHeaders.Of(token, out var leftOut);

        Assert.Equal(["X-Auth-User-Id", "X-Auth-Issuer", "X-Auth-Client-Id", "X-Auth-Session-Id", "X-Auth-Scopes"], headers.Select(header => header.Key));
        Assert.Equal("X-Auth-Org-Id, X-Auth-Email", leftOut);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Of_TotalLength_MayBeExactly8KiB(int more, bool fits)
    {
        var used = IdentityHeaders.Of(Users.Minimal, out _).Sum(header => header.Key.Length + header.Value.Length) + "X-Auth-Client-Id".Length;

        var headers = IdentityHeaders.Of(Users.Create("user_1", clientId: new string('c', IdentityHeaders.MaxTotalLength - used + more)), out var leftOut);

        Assert.Equal(fits, leftOut is null);
        Assert.True(headers.Sum(header => header.Key.Length + header.Value.Length) <= IdentityHeaders.MaxTotalLength);
    }

    [Fact]
    public void Of_ScopeWithASpace_StaysOneScope() =>
        Assert.Contains(
            new KeyValuePair<string, string>("X-Auth-Scopes", "a%20b c"),
            IdentityHeaders.Of(Users.Create("user_1", scopes: ["a b", "c"]), out _));

    [Fact]
    public void Of_MappedClaims_ComeLastInTheOrderOfConfiguration() =>
        Assert.Equal(
            ["X-Auth-User-Id: user_1", "X-Auth-Issuer: https://issuer.test", "X-Auth-Email: a@b.test", "X-Auth-Role: admin", "X-Auth-Teams: a b%20c"],
            IdentityHeaders.Of(WithClaims("a@b.test", ("teams", ["a", "b c"]), ("role", ["admin"])), out _, Mapped("role", "teams", "plan"))
                .Select(header => $"{header.Key}: {header.Value}"));

    [Fact]
    public void Of_MappedClaims_GiveWayToTheGatewaysOwn()
    {
        var token = WithClaims(new string('e', 5000), ("role", [new string('r', 5000)]), ("teams", ["a"]));

        var headers = IdentityHeaders.Of(token, out var leftOut, Mapped("role", "teams"));

        Assert.Equal(["X-Auth-User-Id", "X-Auth-Issuer", "X-Auth-Email", "X-Auth-Teams"], headers.Select(header => header.Key));
        Assert.Equal("X-Auth-Role", leftOut);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Of_MappedClaims_CountInTheTotal(int more, bool fits)
    {
        var used = IdentityHeaders.Of(Users.Minimal, out _).Sum(header => header.Key.Length + header.Value.Length) + "X-Auth-Role".Length;

        var headers = IdentityHeaders.Of(
            WithClaims(null, ("role", [new string('r', IdentityHeaders.MaxTotalLength - used + more)])), out var leftOut, Mapped("role"));

        Assert.Equal(fits, leftOut is null);
        Assert.Equal(fits ? 3 : 2, headers.Count);
    }

    private static Dictionary<string, string> Mapped(params string[] claims) =>
        claims.ToDictionary(claim => claim, claim => $"X-Auth-{char.ToUpperInvariant(claim[0])}{claim[1..]}");

    private static VerifiedToken WithClaims(string? email, params (string Name, string[] Values)[] claims) => new()
    {
        Subject = "user_1",
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        Email = email,
        Claims = claims.ToDictionary(claim => claim.Name, claim => (IReadOnlyList<string>)claim.Values),
    };
}
