using FsCheck;
using FsCheck.Fluent;
using FtlAuth.Gateway.Authentication;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Tests.Fuzzing;

public sealed class BearerCredentialsFuzzTests
{
    private static readonly Gen<string> Fragments = Gen.Frequency(
        (6, Gen.Elements("Bearer", "bearer", "BEARER", "Bearer ", "Bearer  ", "Bearer\t", "Basic ", "DPoP ", "Beare", "\u212aBearer", "bea\u017fer")),
        (6, Gen.Elements(" ", "=", "==", ".", "a", "eyJ", "-._~+/", "A0z", ",", "a=b", "\0", "\r\n", "\u00a0", "é", "\ud800", "\uff21", "Bearer", "\"")),
        (1, Gen.Choose(0, char.MaxValue).Select(code => ((char)code).ToString())),
        (1, Gen.Choose(TokenValidator.MaxTokenLength - 10, TokenValidator.MaxTokenLength + 2).Select(length => new string('a', length))));

    private static readonly Gen<string> Good = Gen.Choose(1, 9).SelectMany(length => Gen.ArrayOf(Gen.Elements("aZ09-._~+/".ToCharArray()), length))
        .Select(characters => $"Bearer {new string(characters)}");

    private static readonly Gen<string?> Values = Gen.Frequency(
        (1, Gen.Constant<string?>(null)),
        (4, Good.Select(value => (string?)value)),
        (4, Good.SelectMany(value => Fragments, (value, end) => (string?)(value + end))),
        (12, Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(Fragments, count)).Select(parts => (string?)string.Concat(parts))));

    private static readonly Gen<string?[]> Headers = Gen.Frequency(
        (1, Gen.Constant<string?[]>([])), (20, Gen.ArrayOf(Values, 1)), (1, Gen.ArrayOf(Values, 2)));

    private int _accepted;

    [Fact]
    public void Read_TenThousandHeaders_AcceptsNothingButTokenCharacters()
    {
        FuzzRun.Repeatable(Headers, Shrink, Check, 10_000);

        Assert.InRange(_accepted, 1_500, 8_000);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void Read_MillionHeaders_AcceptsNothingButTokenCharacters()
    {
        FuzzRun.Random(Headers, Shrink, Check, 1_000_000);

        Assert.InRange(_accepted, 150_000, 800_000);
    }

    private void Check(string?[] header)
    {
        var credentials = BearerCredentials.Read(new StringValues(header), tokenInQuery: false);

        Assert.Equal(credentials.Presentation == BearerPresentation.Token, !credentials.Token.IsEmpty);
        if (!credentials.Token.IsEmpty)
        {
            var token = credentials.Token.ToString();
            Interlocked.Increment(ref _accepted);
            Assert.Matches("^[A-Za-z0-9._~+/-]+=*\\z", token);
            Assert.InRange(token.Length, 1, TokenValidator.MaxTokenLength);
            Assert.EndsWith(token, Assert.Single(header)!.TrimEnd(' '), StringComparison.Ordinal);
            Assert.Equal(BearerPresentation.Ambiguous, BearerCredentials.Read(new StringValues(header), tokenInQuery: true).Presentation);
        }
    }

    private static IEnumerable<string?[]> Shrink(string?[] header) => header.Length == 1 && header[0] is { Length: > 0 } value
        ? [[value[..(value.Length / 2)]], [value[1..]], [value[..^1]]]
        : [];
}
