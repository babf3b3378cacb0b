using System.Text;
using System.Text.Json;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class MemberNameTests
{
    private const string Expected = "dev.ftl/task";

    [Theory]
    [InlineData("dev.ftl/task")]
    [InlineData("DEV.FTL/TASK")]
    [InlineData("dev.ftl\\/task")]
    [InlineData("\\u0064\\u0065\\u0076\\u002e\\u0066\\u0074\\u006c\\u002f\\u0074\\u0061\\u0073\\u006b")]
    [InlineData("dev.ftl/taſk")]
    [InlineData("dev.ftl/ta\\u017fk")]
    [InlineData("dev.ftl/tas\u212A")]
    [InlineData("dev.ftl/task\\u0000")]
    [InlineData("dev.ftl/task\\u0000and more, whatever it is, and however long it may be: it ends at the NUL for whoever reads it in C")]
    [InlineData("DEV.ftl/ta\\u017F\\u212a\\u0000\\u0000")]
    public void EqualsIgnoreCase_HoweverItIsWritten_IsTrue(string name) => Assert.True(EqualsIgnoreCase(name));

    [Theory]
    [InlineData("")]
    [InlineData("dev.ftl/tas")]
    [InlineData("dev.ftl/tasks")]
    [InlineData("dev.ftl/task ")]
    [InlineData("\\u0000dev.ftl/task")]
    [InlineData("dev.ftl/tas\\u0000k")]
    [InlineData("dev.ftl/task\\\\u0000")]
    [InlineData("dev.ftl/tásk")]
    [InlineData("dev.ftl/t\\u0430sk")]
    [InlineData("dev.ftl\\\\/task")]
    [InlineData("\uFF44ev.ftl/task")]
    public void EqualsIgnoreCase_AnotherName_IsFalse(string name) => Assert.False(EqualsIgnoreCase(name));

    [Fact]
    public void EqualsIgnoreCase_VeryLongNames_AreComparedUpToTheirNul()
    {
        var tail = new string('x', 100_000);

        Assert.True(EqualsIgnoreCase($"{Expected}\\u0000{tail}"));
        Assert.False(EqualsIgnoreCase($"{Expected}{tail}\\u0000"));
        Assert.False(EqualsIgnoreCase($"{Expected}é{tail}"));
        Assert.True(EqualsIgnoreCase(new string('x', 5_000), new string('X', 5_000)));
        Assert.True(EqualsIgnoreCase(string.Concat(Enumerable.Repeat("\\u0078", 5_000)), new string('X', 5_000)));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("ſ\u212Aİı", "skii")]
    [InlineData("éſ", "és")]
    public void FoldToAscii_Text_HasTheLettersThatOthersSee(string text, string expected) => Assert.Equal(expected, MemberName.FoldToAscii(text));

    private static bool EqualsIgnoreCase(string name, string expected = Expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"{{\"{name}\":1}}"));
        reader.Read();
        reader.Read();
        return MemberName.EqualsIgnoreCase(ref reader, expected);
    }
}
