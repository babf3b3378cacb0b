using System.Text;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Authentication;

public sealed class TokenStructureTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    private string Good => tokens.Sign(SignedTokens.Header, SignedTokens.Claims());

    [Fact]
    public void Validate_GoodToken_IsAccepted()
    {
        var outcome = tokens.Validate(Good);

        Assert.Equal(TokenRefusal.None, outcome.Refusal);
        Assert.Equal("user_1", outcome.Token!.Subject);
        Assert.Equal(SignedTokens.Issuer, outcome.Token.Issuer);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(SignedTokens.Now + 300), outcome.Token.Expires);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("H.P")]
    [InlineData("H.P.")]
    [InlineData("H..S")]
    [InlineData(".P.S")]
    [InlineData("H.P.S.")]
    [InlineData(".H.P.S")]
    [InlineData("H.P.S.S")]
    [InlineData("H.P.S.S.S")]
    [InlineData("H.H.P.S")]
    [InlineData("H=.P.S")]
    [InlineData("H.P=.S")]
    [InlineData("H.P.S=")]
    [InlineData("H.P.S==")]
    [InlineData("H.P. S")]
    [InlineData(" H.P.S")]
    [InlineData("H.P.S ")]
    [InlineData("H.P.S\n")]
    [InlineData("H\n.P.S")]
    [InlineData("H.P.S\0")]
    [InlineData("H.P.é")]
    [InlineData("H.P.+S")]
    [InlineData("H.P./S")]
    [InlineData("H.P.A")]
    [InlineData("H.P.AAAAA")]
    [InlineData("""{"protected":"H","payload":"P","signature":"S"}""")]
    public void Validate_NotThreePartsOfBase64Url_IsMalformed(string shape)
    {
        var parts = Good.Split('.');
        var token = string.Concat(shape.Select(character => character switch { 'H' => parts[0], 'P' => parts[1], 'S' => parts[2], _ => character.ToString() }));

        Assert.Equal(TokenRefusal.MalformedToken, tokens.Validate(token).Refusal);
    }

    [Theory]
    [InlineData("QQ", true)]
    [InlineData("QR", false)]
    [InlineData("Q-", false)]
    [InlineData("QUE", true)]
    [InlineData("QUF", false)]
    [InlineData("QUG", false)]
    [InlineData("QUFB", true)]
    [InlineData("Q", false)]
    [InlineData("QUFBQ", false)]
    [InlineData("", false)]
    [InlineData("QQ==", false)]
    [InlineData("Q Q", false)]
    [InlineData("+/+/", false)]
    [InlineData("-_-_", true)]
    public void Base64UrlSegment_Text_IsDecodedOnlyWhenCanonical(string text, bool accepted) =>
        Assert.Equal(accepted, Base64UrlSegment.TryDecode(Encoding.UTF8.GetBytes(text), new byte[16], out _));

    [Fact]
    public void Validate_LastCharacterOfTheSignature_HasOneAcceptedForm()
    {
        // 256 bytes leave four bits of the last character unused: 16 characters decode to the same signature, one of them canonical.
        var accepted = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Count(last => tokens.Validate(Good[..^1] + last).Refusal == TokenRefusal.None);

        Assert.Equal(1, accepted);
    }

    [Theory]
    [InlineData(TokenValidator.MaxTokenLength, nameof(TokenRefusal.None))]
    [InlineData(TokenValidator.MaxTokenLength + 1, nameof(TokenRefusal.TooLarge))]
    [InlineData(1024 * 1024, nameof(TokenRefusal.TooLarge))]
    public void Validate_Size_IsAtMost16KiB(int length, string expected)
    {
        var token = TokenOfLength(length);

        Assert.Equal(length, token.Length);
        Assert.Equal(expected, tokens.Validate(token).Refusal.ToString());
    }

    [Fact]
    public void Validate_EveryByteOfTheTokenChanged_IsRefused()
    {
        var good = Good;
        for (var index = 0; index < good.Length; index++)
        {
            foreach (var replacement in new[] { 'A', 'B', '.', '=', '\n' })
            {
                if (good[index] != replacement)
                {
                    Assert.NotEqual(TokenRefusal.None, tokens.Validate(good[..index] + replacement + good[(index + 1)..]).Refusal);
                }
            }
        }
    }

    [Fact]
    public void Validate_EveryPrefixOfTheToken_IsRefused()
    {
        var good = Good;
        for (var length = 0; length < good.Length; length++)
        {
            Assert.NotEqual(TokenRefusal.None, tokens.Validate(good[..length]).Refusal);
        }
    }

    [Fact]
    public void Validate_RandomBytes_NeverThrows()
    {
        var random = new Random(11);
        var good = Encoding.ASCII.GetBytes(Good);
        for (var count = 0; count < 20_000; count++)
        {
            var token = good.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                token[random.Next(Math.Min(token.Length, random.Next(2) == 0 ? 40 : token.Length))] = (byte)random.Next(256);
            }

            var outcome = TokenValidator.Validate(token, tokens.Keys, SignedTokens.Policy(), DateTimeOffset.FromUnixTimeSeconds(SignedTokens.Now));

            Assert.True(outcome.Refusal != TokenRefusal.None || token.AsSpan().SequenceEqual(good));
        }
    }

    // Three characters more of claims are four more of token; a longer header shifts it to the lengths between.
    private string TokenOfLength(int length)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var header = $$"""{"alg":"RS256","kid":"key-1","x":"{{new string('a', shift)}}"}""";
            var missing = length - tokens.Sign(header, SignedTokens.Claims("x", "\"\"")).Length;
            for (var padding = (missing * 3 / 4) - 3; padding < (missing * 3 / 4) + 3; padding++)
            {
                var token = tokens.Sign(header, SignedTokens.Claims("x", $"\"{new string('a', padding)}\""));
                if (token.Length == length)
                {
                    return token;
                }
            }
        }

        throw new InvalidOperationException($"No token has {length} characters.");
    }
}
