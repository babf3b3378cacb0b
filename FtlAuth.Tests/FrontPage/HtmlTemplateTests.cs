using System.Text;
using FtlAuth.Gateway.FrontPage;

namespace FtlAuth.Tests.FrontPage;

public sealed class HtmlTemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("<p>é</p>", "<p>é</p>")]
    [InlineData("{{a}}", "1")]
    [InlineData("{{b}}", "2")]
    [InlineData("{{a}}{{b}}{{a}}", "121")]
    [InlineData("<i>{{b}}</i>{{b}}.", "<i>2</i>2.")]
    [InlineData("{ {a} } {{ a }}", "{ {a} } {{ a }}")]
    public void Render_Places_HaveTheirValues(string markup, string expected) => Assert.Equal(expected, Render(markup, "1", "2"));

    [Fact]
    public void Render_ValueThatLooksLikeAPlace_StaysAsItIs() => Assert.Equal("{{b}} {{a}}", Render("{{a}} {{b}}", "{{b}}", "{{a}}"));

    [Fact]
    public void Render_PlaceThatNobodyKnows_IsAMistake() => Assert.Throws<KeyNotFoundException>(() => Render("{{c}}", "1", "2"));

    private static string Render(string markup, string known, string later)
    {
        var template = new HtmlTemplate(markup, new Dictionary<string, string> { ["a"] = known });
        return Encoding.UTF8.GetString(template.Render(new Dictionary<string, string> { ["b"] = later }).Span);
    }
}
