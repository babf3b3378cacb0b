using FtlAuth.Gateway.Authentication;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Tests.Authentication;

public sealed class BearerCredentialsTests
{
    [Theory]
    [InlineData("Bearer a.b.c", "a.b.c")]
    [InlineData("bearer a.b.c", "a.b.c")]
    [InlineData("BEARER a.b.c", "a.b.c")]
    [InlineData("bEaReR a.b.c", "a.b.c")]
    [InlineData("Bearer     a.b.c", "a.b.c")]
    [InlineData("  Bearer a.b.c  ", "a.b.c")]
    [InlineData("Bearer a-._~+/9==", "a-._~+/9==")]
    [InlineData("Bearer Bearer", "Bearer")]
    public void Read_OneBearerToken_IsTheToken(string header, string token)
    {
        var credentials = BearerCredentials.Read(header, tokenInQuery: false);

        Assert.Equal((BearerPresentation.Token, token), (credentials.Presentation, credentials.Token.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("DPoP a.b.c")]
    [InlineData("a.b.c")]
    [InlineData("Bearera.b.c")]
    [InlineData("Bearer=a.b.c")]
    [InlineData("Bearer\ta.b.c")]
    [InlineData("Bearer, a.b.c")]
    [InlineData("BearerToken a.b.c")]
    [InlineData("Beare a.b.c")]
    [InlineData("Basic x, Bearer a.b.c")]
    [InlineData("\u00A0Bearer a.b.c")]
    public void Read_AnotherScheme_IsNone(string header) =>
        Assert.Equal(new BearerCredentials(BearerPresentation.None, null), BearerCredentials.Read(header, tokenInQuery: false));

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer =")]
    [InlineData("Bearer ==")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer a.b.c, Bearer d.e.f")]
    [InlineData("Bearer a,b")]
    [InlineData("Bearer a=b")]
    [InlineData("Bearer \"a.b.c\"")]
    [InlineData("Bearer token=a.b.c")]
    [InlineData("Bearer a\0")]
    [InlineData("Bearer a\tb")]
    [InlineData("Bearer \ta")]
    [InlineData("Bearer a.b.c;")]
    [InlineData("Bearer é")]
    [InlineData("Bearer a%20b")]
    [InlineData("Bearer <a>")]
    public void Read_CharactersThatNoTokenHas_IsMalformed(string header) =>
        Assert.Equal(new BearerCredentials(BearerPresentation.Malformed, null), BearerCredentials.Read(header, tokenInQuery: false));

    [Theory]
    [InlineData(16 * 1024, nameof(BearerPresentation.Token))]
    [InlineData((16 * 1024) + 1, nameof(BearerPresentation.TooLarge))]
    public void Read_Size_IsAtMost16KiB(int length, string expected)
    {
        Assert.Equal(expected, BearerCredentials.Read("Bearer " + new string('a', length), tokenInQuery: false).Presentation.ToString());
        Assert.Equal(expected, BearerCredentials.Read("Bearer     a" + new string('=', length - 1), tokenInQuery: false).Presentation.ToString());
    }

    [Fact]
    public void Read_NoHeader_IsNone()
    {
        Assert.Equal(BearerPresentation.None, BearerCredentials.Read(StringValues.Empty, tokenInQuery: false).Presentation);
        Assert.Equal(BearerPresentation.None, BearerCredentials.Read(StringValues.Empty, tokenInQuery: true).Presentation);
    }

    [Fact]
    public void Read_MoreThanOneWay_IsAmbiguous()
    {
        Assert.Equal(BearerPresentation.Ambiguous, BearerCredentials.Read(new StringValues(["Bearer a", "Bearer a"]), tokenInQuery: false).Presentation);
        Assert.Equal(BearerPresentation.Ambiguous, BearerCredentials.Read(new StringValues(["Basic a", "Bearer a"]), tokenInQuery: false).Presentation);
        Assert.Equal(BearerPresentation.Ambiguous, BearerCredentials.Read("Bearer a", tokenInQuery: true).Presentation);
        Assert.Equal(BearerPresentation.Ambiguous, BearerCredentials.Read("Basic a", tokenInQuery: true).Presentation);
    }
}
