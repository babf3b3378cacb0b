using System.Text;
using System.Text.Json;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class InspectedTextTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a\"", "a")]
    [InlineData("\"é😀\"", "é😀")]
    [InlineData("\"\\u0061\\/\\n\\\"\\\\\"", "a/\n\"\\")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("\"a\\udc00b\"", null)]
    [InlineData("1", null)]
    [InlineData("null", null)]
    [InlineData("[\"a\"]", null)]
    [InlineData("{\"a\":1}", null)]
    public void Decode_Value_IsItsTextOrNull(string json, string? expected)
    {
        var (text, body) = Read(json);

        Assert.True(text.Exists);
        Assert.Equal(expected, text.Decode(body));
    }

    [Theory]
    [InlineData("\"a\"", "a", true)]
    [InlineData("\"\\u0061\"", "a", true)]
    [InlineData("\"é\"", "é", true)]
    [InlineData("\"\\u00e9\"", "é", true)]
    [InlineData("\"\"", "", true)]
    [InlineData("\"a\"", "A", false)]
    [InlineData("\"a\"", "", false)]
    [InlineData("\"a\"", "ab", false)]
    [InlineData("\"é\"", "e", false)]
    [InlineData("\"e\"", "é", false)]
    [InlineData("\"\\\\u0061\"", "a", false)]
    [InlineData("\"\\\\u0061\"", "\\u0061", true)]
    [InlineData("\"\\ud800\"", "\uFFFD", false)]
    [InlineData("7", "7", false)]
    [InlineData("null", "", false)]
    [InlineData("[]", "", false)]
    public void Is_Text_IsComparedExactly(string json, string text, bool expected)
    {
        var (read, body) = Read(json);

        Assert.Equal(expected, read.Is(body, text));
    }

    [Fact]
    public void Missing_Text_IsNone()
    {
        InspectedText missing = default;

        Assert.False(missing.Exists);
        Assert.Null(missing.Decode("{}"u8));
        Assert.Null(missing.Decode([]));
        Assert.False(missing.Is("{}"u8, ""));
        Assert.False(missing.Is([], ""));
    }

    private static (InspectedText Text, byte[] Body) Read(string json)
    {
        var body = Encoding.UTF8.GetBytes($"{{\"x\": {json} }}");
        var reader = new Utf8JsonReader(body);
        reader.Read();
        reader.Read();
        reader.Read();
        return (InspectedText.At(ref reader), body);
    }
}
