using FtlAuth.Gateway.Audit;

namespace FtlAuth.Tests.Audit;

public sealed class LogTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("user_01 ~", "user_01 ~")]
    [InlineData("Zoë 😀 日本", "Zoë 😀 日本")]
    [InlineData("a\nb\rc\td\0", "a\ufffdb\ufffdc\ufffdd\ufffd")]
    [InlineData("\u001b[31mred", "\ufffd[31mred")]
    [InlineData("a\u202eb\u2066c\u200bd\ufeff", "a\ufffdb\ufffdc\ufffdd\ufffd")]
    [InlineData("a\u2028b\u2029c\u0085d", "a\ufffdb\ufffdc\ufffdd")]
    public void Printable_IsTheTextWithoutWhatDoesNotPrint(string? text, string expected) => Assert.Equal(expected, LogText.Printable(text));

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Printable_HalfOfASurrogatePair_IsReplaced(int half) => Assert.Equal("a\ufffdb", LogText.Printable($"a{(char)half}b"));

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("😀")]
    public void Printable_OfALongText_IsCutBetweenCharacters(string character)
    {
        var printable = LogText.Printable("y" + string.Concat(Enumerable.Repeat(character, 10_000)));

        Assert.InRange(printable.Length, LogText.Longest - 1, LogText.Longest);
        Assert.EndsWith(character, printable, StringComparison.Ordinal);
    }
}
