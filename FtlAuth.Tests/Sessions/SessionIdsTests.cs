using System.Buffers.Text;
using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Sessions;

namespace FtlAuth.Tests.Sessions;

public sealed class SessionIdsTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const string Server = "0b6e4a3c-session.1";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(100, 32).Select(value => (byte)value)];

    private static readonly SessionIds Ids = new([Key]);
    private static readonly VerifiedToken User = Token("user_1", "https://issuer.test", "org_1");

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("0b6e4a3c-1f5d-4c7e-9a55-4b6b1c3f1d11")]
    [InlineData("with.dots..and.more.")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    [InlineData("YQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Wrap_OfAServersId_GoesBackForThatUserAlone(string id)
    {
        var wrapped = Ids.Wrap(id, User);

        Assert.Equal(id, Ids.Unwrap(wrapped, User));
        Assert.DoesNotContain(wrapped!, character => character is < '!' or > '~');
        Assert.Null(Ids.Unwrap(wrapped, Token("user_2", "https://issuer.test", "org_1")));
        Assert.Null(Ids.Unwrap(id, User));
    }

    [Fact]
    public void Wrap_Twice_GivesTheSame() => Assert.Equal(Ids.Wrap(Server, User), new SessionIds([Key]).Wrap(Server, User));

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(8 * 1024)]
    [InlineData(100_000)]
    public void Wrap_OfALongId_GoesBack(int length)
    {
        var id = new string('x', length);

        Assert.Equal(id, Ids.Unwrap(Ids.Wrap(id, User), User));
    }

    [Fact]
    public void Wrap_OfWrapped_GoesBackByOneStep()
    {
        var once = Ids.Wrap(Server, User)!;

        Assert.Equal(once, Ids.Unwrap(Ids.Wrap(once, User), User));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData(" a")]
    [InlineData("a\t")]
    [InlineData("a\r\nX-Auth-User-Id: x")]
    [InlineData("a\0")]
    [InlineData("\u007F")]
    [InlineData("é")]
    [InlineData("\u0141")]
    [InlineData("😀")]
    public void Wrap_OfWhatIsNoId_IsNone(string id) => Assert.Null(Ids.Wrap(id, User));

    [Theory]
    [InlineData("user_2", "https://issuer.test", "org_1")]
    [InlineData("USER_1", "https://issuer.test", "org_1")]
    [InlineData("user_1 ", "https://issuer.test", "org_1")]
    [InlineData("user_1\u200B", "https://issuer.test", "org_1")]
    [InlineData("user_1", "https://issuer.test/", "org_1")]
    [InlineData("user_1", "https://other.test", "org_1")]
    [InlineData("user_1", "https://issuer.test", "org_2")]
    [InlineData("user_1", "https://issuer.test", "ORG_1")]
    [InlineData("user_1", "https://issuer.test", "")]
    [InlineData("user_1", "https://issuer.test", null)]
    public void Unwrap_ForAnybodyElse_IsNone(string subject, string issuer, string? organization)
    {
        var other = Token(subject, issuer, organization);

        Assert.Null(Ids.Unwrap(Ids.Wrap(Server, User), other));
        Assert.Null(Ids.Unwrap(Ids.Wrap(Server, other), User));
        Assert.Equal(Server, Ids.Unwrap(Ids.Wrap(Server, other), other));
    }

    // A token never has an empty organisation: its claims leave that out.
    [Fact]
    public void Unwrap_WithoutOrganisation_IsTheSameAsWithAnEmptyOne() =>
        Assert.Equal(Server, Ids.Unwrap(Ids.Wrap(Server, Token("u", "i", null)), Token("u", "i", "")));

    [Theory]
    [InlineData("id", "iss", "sub", "org", "idi", "ss", "sub", "org")]
    [InlineData("id", "iss", "sub", "org", "i", "diss", "sub", "org")]
    [InlineData("id", "iss", "sub", "org", "id", "is", "ssub", "org")]
    [InlineData("id", "iss", "sub", "org", "id", "isss", "ub", "org")]
    [InlineData("id", "iss", "sub", "org", "id", "iss", "su", "borg")]
    [InlineData("id", "iss", "sub", "org", "id", "iss", "suborg", null)]
    [InlineData("id", "iss", "sub", null, "id", "iss", "s", "ub")]
    [InlineData("id", "iss", "sub", "org", "id", "sub", "iss", "org")]
    [InlineData("id", "iss", "sub", "org", "id", "iss", "org", "sub")]
    [InlineData("id", "iss", "a|b", "c", "id", "iss", "a", "b|c")]
    [InlineData("id", "iss", "a\0\0\0\u0001b", "", "id", "iss", "a", "b")]
    public void Unwrap_WithBoundariesMoved_IsNone(
        string id, string issuer, string subject, string? organization, string otherId, string otherIssuer, string otherSubject, string? otherOrganization)
    {
        var wrapped = Ids.Wrap(id, Token(subject, issuer, organization))!;
        var other = Token(otherSubject, otherIssuer, otherOrganization);
        var forged = Encode(otherId) + wrapped[wrapped.IndexOf('.')..];

        Assert.Null(Ids.Unwrap(forged, other));
        Assert.Equal(otherId, Ids.Unwrap(Ids.Wrap(otherId, other), other));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    public void Unwrap_TamperedInOneCharacterAnywhere_IsNone(string id)
    {
        var wrapped = Ids.Wrap(id, User)!;
        for (var position = 0; position < wrapped.Length; position++)
        {
            // Among them the spellings that a lenient decoder reads as the same bytes.
            foreach (var character in Alphabet + ".=+/ \t\r\n%é\0")
            {
                Assert.True(
                    character == wrapped[position] || Ids.Unwrap(wrapped[..position] + character + wrapped[(position + 1)..], User) is null,
                    $"'{character}' at {position} of {wrapped}");
                Assert.Null(Ids.Unwrap(wrapped[..position] + character + wrapped[position..], User));
            }

            Assert.Null(Ids.Unwrap(wrapped.Remove(position, 1), User));
            Assert.Null(Ids.Unwrap(wrapped[..position], User));
        }

        Assert.Equal(id, Ids.Unwrap(wrapped, User));
    }

    [Theory]
    [InlineData("{0}={1}")]
    [InlineData("{0}==.{1}")]
    [InlineData("{0}.{1}=")]
    [InlineData("{0}.{1}\n")]
    [InlineData(" {0}.{1}")]
    [InlineData("{0} .{1}")]
    [InlineData("{0}. {1}")]
    [InlineData("{0}..{1}")]
    [InlineData(".{0}.{1}")]
    [InlineData("{0}.{1}.")]
    [InlineData("{0}.{1}.{1}")]
    [InlineData("{0}.{0}.{1}")]
    [InlineData("{1}.{0}")]
    [InlineData("{0}{1}")]
    [InlineData("{0}.")]
    [InlineData(".{1}")]
    [InlineData("{0}")]
    [InlineData("{0}.{1}, {0}.{1}")]
    [InlineData("{0}.{1},{0}.{1}")]
    [InlineData("\"{0}.{1}\"")]
    public void Unwrap_WrittenInAnotherWay_IsNone(string format)
    {
        var parts = Ids.Wrap("a", User)!.Split('.');

        Assert.Null(Ids.Unwrap(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, parts[0], parts[1]), User));
        Assert.Equal("a", Ids.Unwrap($"{parts[0]}.{parts[1]}", User));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b")]
    [InlineData("0b6e4a3c-1f5d-4c7e-9a55-4b6b1c3f1d11")]
    [InlineData("YQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("YQ.éééééééééééééééééééééééééééééééééééééééééééé")]
    public void Unwrap_OfWhatWasNeverHandedOut_IsNone(string? presented) => Assert.Null(Ids.Unwrap(presented, User));

    // The code of one id is none for another, of the same user.
    [Fact]
    public void Unwrap_WithTheCodeOfAnotherId_IsNone()
    {
        var (first, second) = (Ids.Wrap("a", User)!.Split('.'), Ids.Wrap("b", User)!.Split('.'));

        Assert.Null(Ids.Unwrap($"{first[0]}.{second[1]}", User));
        Assert.NotEqual(first[1], second[1]);
    }

    [Fact]
    public void Unwrap_MadeWithAnotherKey_IsNone()
    {
        Assert.Null(new SessionIds([OtherKey]).Unwrap(Ids.Wrap(Server, User), User));
        Assert.Equal(Server, new SessionIds([Key]).Unwrap(Ids.Wrap(Server, User), User));
    }

    [Fact]
    public void Keys_OfTwoSecrets_AreBothAcceptedAndTheFirstMakes()
    {
        var rotated = new SessionIds([OtherKey, Key]);
        var swapped = new SessionIds([Key, OtherKey]);

        Assert.Equal(Server, rotated.Unwrap(Ids.Wrap(Server, User), User));
        Assert.Equal(Server, swapped.Unwrap(rotated.Wrap(Server, User), User));
        Assert.Null(Ids.Unwrap(rotated.Wrap(Server, User), User));
        Assert.Equal(Ids.Wrap(Server, User), swapped.Wrap(Server, User));
        Assert.NotEqual(Ids.Wrap(Server, User), rotated.Wrap(Server, User));
        Assert.Null(rotated.Unwrap(Ids.Wrap(Server, User), Token("user_2", "https://issuer.test", "org_1")));
    }

    // The secret also seals what is kept in Redis: no key of it may serve for two things.
    [Fact]
    public void Key_OfTheSecret_IsOneOfItsOwn()
    {
        var options = new GatewayOptions { Secret = Convert.ToBase64String(Key), PreviousSecret = Convert.ToBase64String(OtherKey) };

        var keys = DerivedKey.Derive(options, SessionIds.KeyLabel);

        Assert.Equal(2, keys.Count);
        Assert.DoesNotContain(keys, key => key.AsSpan().SequenceEqual(Key) || key.AsSpan().SequenceEqual(OtherKey));
        Assert.NotEqual(keys[0], DerivedKey.Derive(options, "another")[0]);
        Assert.NotEqual(keys[0], keys[1]);
    }

    private static string Encode(string id) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(id));

    private static VerifiedToken Token(string subject, string issuer, string? organization) =>
        new() { Subject = subject, Issuer = issuer, OrganizationId = organization, Expires = DateTimeOffset.UnixEpoch };
}
