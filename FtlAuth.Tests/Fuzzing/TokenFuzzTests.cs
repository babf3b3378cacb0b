using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

public sealed class TokenFuzzTests : IClassFixture<SignedTokens>, IDisposable
{
    private const int Million = 1_000_000;

    // Reached before the validator, by BearerCredentials.
    private static readonly TokenRefusal[] NotOfTheValidator = [TokenRefusal.MalformedCredentials];

    private readonly TokenForge _forge;
    private readonly TokenJudges _judges;
    private readonly RefusalTally _tally = new();
    private readonly ITestOutputHelper _output;

    public TokenFuzzTests(SignedTokens tokens, ITestOutputHelper output)
    {
        _forge = new TokenForge(tokens);
        _judges = new TokenJudges(tokens);
        _output = output;
    }

    [Fact]
    public void Validate_FifteenThousandTokens_IsNeverLooserThanTheReference()
    {
        FuzzRun.Repeatable(TokenDrafts.All, draft => draft.Shrink(), Check, 15_000);

        AssertEveryStageIsReached();
    }

    [Fact]
    [Trait("Category", "Long")]
    public void Validate_MillionTokens_IsNeverLooserThanTheReference()
    {
        FuzzRun.Random(TokenDrafts.All, draft => draft.Shrink(), Check, Million);

        AssertEveryStageIsReached();
    }

    public void Dispose() => _forge.Dispose();

    private void Check(TokenDraft draft)
    {
        var token = _forge.Forge(draft);
        var presented = token.ToArray();

        var outcome = _judges.Validate(presented, draft);
        _tally.Add(outcome.Refusal);
        Assert.True(presented.AsSpan().SequenceEqual(token), "The token was written to.");
        Assert.Equal(outcome.Refusal == TokenRefusal.None, outcome.Token is not null);

        var before = Describe(outcome);
        presented.AsSpan().Fill((byte)'?');
        Assert.Equal(before, Describe(outcome));
        Assert.Equal(before, Describe(_judges.Validate(token, draft)));

        // Without a check of the audience the settings are not the correct ones; the reference still reads aud, and refuses one that is malformed.
        if (outcome.Token is { } verified && draft.Policy != PolicyChoice.AnyAudience && !HasAzpOfAnotherType(token))
        {
            AssertReferenceAgrees(verified, Encoding.UTF8.GetString(token), draft);
        }
    }

    private void AssertReferenceAgrees(VerifiedToken verified, string token, TokenDraft draft)
    {
        var (reference, refusal) = _judges.ReferenceFor(draft).Validate(token);
        Assert.True(reference is not null, $"The reference refuses {token}: {refusal}");
        Assert.Equal(reference.Subject, verified.Subject);
        Assert.Equal(reference.Issuer, verified.Issuer);

        // The reference rounds to seconds.
        Assert.InRange(verified.Expires.UtcDateTime - reference.ValidTo, TimeSpan.FromSeconds(-0.5), TimeSpan.FromSeconds(0.5));
    }

    // An optional claim of another type is left out here; the reference refuses azp then, and reads the others whatever they are.
    private static bool HasAzpOfAnotherType(ReadOnlySpan<byte> token)
    {
        var payload = token[(token.IndexOf((byte)'.') + 1)..token.LastIndexOf((byte)'.')];
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(payload));
        return claims.RootElement.TryGetProperty("azp", out var azp) && azp.ValueKind is not (JsonValueKind.String or JsonValueKind.Null);
    }

    private static string Describe(TokenValidationOutcome outcome) => outcome.Token is { } token
        ? $"{token.Subject}|{token.Issuer}|{token.Expires:O}|{token.ClientId}|{token.OrganizationId}|{token.SessionId}|{token.Email}|{string.Join(' ', token.Scopes)}"
        : outcome.Refusal.ToString();

    // Otherwise the tokens prove nothing.
    private void AssertEveryStageIsReached()
    {
        _output.WriteLine(_tally.ToString());
        Assert.True(_tally.Percent(TokenRefusal.None, TokenRefusal.None) >= 15, $"Too few are accepted:\n{_tally}");
        Assert.True(_tally.Percent(TokenRefusal.MalformedToken, TokenRefusal.MalformedToken) >= 4, $"Too few fail in structure:\n{_tally}");
        Assert.True(_tally.Percent(TokenRefusal.MalformedHeader, TokenRefusal.MalformedKeyId) >= 4, $"Too few fail in the header:\n{_tally}");
        Assert.True(_tally.Percent(TokenRefusal.KeysUnavailable, TokenRefusal.KeyNotForAlgorithm) >= 4, $"Too few fail at the key:\n{_tally}");
        Assert.True(_tally.Percent(TokenRefusal.BadSignature, TokenRefusal.BadSignature) >= 4, $"Too few fail at the signature:\n{_tally}");
        Assert.True(_tally.Percent(TokenRefusal.MalformedClaims, TokenRefusal.ClientNotAllowed) >= 10, $"Too few fail in the claims:\n{_tally}");
        Assert.DoesNotContain(
            Enum.GetValues<TokenRefusal>().Except(NotOfTheValidator),
            refusal => _tally.Count(refusal) == 0);
    }
}
