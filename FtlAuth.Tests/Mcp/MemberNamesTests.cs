using System.Globalization;
using System.Text;
using System.Text.Json;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class MemberNamesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void TryAdd_DifferentNames_AreAllAdded(int count)
    {
        Assert.True(AllDiffer(Enumerable.Range(0, count).Select(index => $"n{index}")));
        Assert.True(AllDiffer(Enumerable.Range(0, count).Select(index => Escape($"n{index}"))));
        Assert.True(AllDiffer(Enumerable.Range(0, count).Select(index => index % 2 == 0 ? $"é{index}" : Escape($"n{index}"))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(33)]
    [InlineData(1_000)]
    public void TryAdd_NameThatWasThere_IsFoundWhereverItStands(int count)
    {
        var names = Enumerable.Range(0, count - 1).Select(index => $"n{index}").ToArray();
        foreach (var known in new[] { 0, (count - 1) / 2, count - 2 })
        {
            Assert.False(AllDiffer([.. names, names[known]]));
            Assert.False(AllDiffer([.. names, Escape(names[known])]));
            Assert.False(AllDiffer([Escape(names[known]), .. names]));
            Assert.False(AllDiffer([names[known], .. names.Reverse()]));
        }
    }

    [Theory]
    [InlineData("a", "\\u0061")]
    [InlineData("/", "\\/")]
    [InlineData("\\n", "\\u000a")]
    [InlineData("\\u000A", "\\u000a")]
    [InlineData("\\\\", "\\u005c")]
    [InlineData("\\\"", "\\u0022")]
    [InlineData("é", "\\u00e9")]
    [InlineData("😀", "\\ud83d\\ude00")]
    [InlineData("", "")]
    public void TryAdd_SameTextWrittenInTwoWays_IsTheSameName(string first, string second)
    {
        Assert.False(AllDiffer([first, second]));
        Assert.False(AllDiffer([second, first]));
        Assert.False(AllDiffer([first, .. Enumerable.Range(0, 40).Select(index => $"n{index}"), second]));
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("a", "a ")]
    [InlineData("a", "a\\u0000")]
    [InlineData("", "\\u0000")]
    [InlineData("\\\\u0061", "a")]
    [InlineData("é", "e\\u0301")]
    [InlineData("ſ", "s")]
    [InlineData("\\uff41", "a")]
    [InlineData("ab", "ba")]
    public void TryAdd_TextsThatAreOnlyAlike_AreDifferentNames(string first, string second)
    {
        Assert.True(AllDiffer([first, second]));
        Assert.True(AllDiffer([first, .. Enumerable.Range(0, 40).Select(index => $"n{index}"), second]));
    }

    [Fact]
    public void TryAdd_LongNamesThatDifferAtTheEnd_AreDifferent()
    {
        var beginning = new string('x', 10_000);

        Assert.True(AllDiffer(Enumerable.Range(0, 100).Select(index => $"{beginning}{index}")));
        Assert.False(AllDiffer(Enumerable.Range(0, 100).Select(index => $"{beginning}{index}").Append($"{beginning}\\u0039\\u0039")));
    }

    [Fact]
    public void TryAdd_AfterAnotherObject_KnowsNothingOfIt()
    {
        for (var round = 0; round < 20; round++)
        {
            Assert.True(AllDiffer(Enumerable.Range(0, 200).Select(index => $"n{index}")));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(100)]
    public void TryAdd_HalfOfASurrogatePair_Throws(int before) => Assert.Throws<InvalidOperationException>(
        () => AllDiffer([.. Enumerable.Range(0, before).Select(index => $"n{index}"), "\\ud800"]));

    // The names as they stand between the quotes.
    private static bool AllDiffer(IEnumerable<string> names)
    {
        var json = Encoding.UTF8.GetBytes("{" + string.Join(',', names.Select(name => $"\"{name}\":{{\"n0\":[1]}}")) + "}");
        var reader = new Utf8JsonReader(json);
        reader.Read();
        using var known = new MemberNames(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!known.TryAdd(ref reader))
            {
                return false;
            }

            reader.Skip();
        }

        return true;
    }

    private static string Escape(string name) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)name[0]:x4}{name[1..]}");
}
