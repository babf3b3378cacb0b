using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Authentication;

public sealed class TokenRefusalTests
{
    public static TheoryData<string> Refusals { get; } = [.. Enum.GetNames<TokenRefusal>().Where(name => name != nameof(TokenRefusal.None))];

    // Judged outside the tables: by credentials, size, structure, keys, signature, and the list of clients.
    private static readonly string[] Elsewhere =
    [
        nameof(TokenRefusal.MalformedCredentials),
        nameof(TokenRefusal.TooLarge),
        nameof(TokenRefusal.MalformedToken),
        nameof(TokenRefusal.KeysUnavailable),
        nameof(TokenRefusal.BadSignature),
        nameof(TokenRefusal.ClientNotAllowed),
    ];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refusal_OfEveryKind_HasAHostileCase(string refusal) =>
        Assert.Contains(refusal, TokenHeaderTests.Headers.Select(row => row.Data.Item2)
            .Concat(TokenClaimsTests.OneClaim.Select(row => row.Data.Item3))
            .Concat(TokenClaimsTests.Documents.Select(row => row.Data.Item2))
            .Concat(Elsewhere));

    // RFC 6750 section 3: no quotes, backslashes, equals signs, control characters, nor anything beyond ASCII.
    [Theory]
    [MemberData(nameof(Refusals))]
    public void Description_OfEveryKind_IsItsOwnAndFitsAChallenge(string refusal)
    {
        var description = Enum.Parse<TokenRefusal>(refusal).Description();

        Assert.DoesNotContain(description, character => character is < ' ' or > '~' or '"' or '\\' or '=');
        Assert.NotEqual(default(TokenRefusal).Description(), description);
    }

    [Theory]
    [InlineData(nameof(TokenRefusal.UnknownKey), "Failed to get decoding key")]
    [InlineData(nameof(TokenRefusal.KeysUnavailable), "Failed to get decoding key")]
    [InlineData(nameof(TokenRefusal.WrongAudience), "InvalidAudience")]
    [InlineData(nameof(TokenRefusal.MissingAudience), "InvalidAudience")]
    public void LogName_OfTheOriginalsCauses_HasItsWords(string refusal, string words) =>
        Assert.Contains(words, Enum.Parse<TokenRefusal>(refusal).LogName(), StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(TokenRefusal.ClientIdAudience))]
    [InlineData(nameof(TokenRefusal.WrongAudience))]
    [InlineData(nameof(TokenRefusal.MissingAudience))]
    public void Remedy_OfAnAudience_NamesTheSettingAndWhatToRegister(string refusal) =>
        Assert.Matches("WorkOS dashboard.*MCP resource indicators.*exactly https://mcp\\.test/mcp", Enum.Parse<TokenRefusal>(refusal).Remedy("https://mcp.test/mcp"));

    [Theory]
    [MemberData(nameof(Refusals))]
    public void LogName_OfEveryKind_NamesIt(string refusal) =>
        Assert.Contains(refusal, Enum.Parse<TokenRefusal>(refusal).LogName(), StringComparison.Ordinal);
}
