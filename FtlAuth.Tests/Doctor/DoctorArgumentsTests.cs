using FtlAuth.Gateway.Doctor;

namespace FtlAuth.Tests.Doctor;

public sealed class DoctorArgumentsTests
{
    [Fact]
    public void Arguments_Mixed_AreToldApart()
    {
        var arguments = DoctorArguments.Parse(
            ["--AuthKit:Issuer", "https://issuer.test", "--json", "--public-url", "HTTPS://MCP.Example.com:443/", "--Gateway:Path=/tools", "authkit_audience=client_1", "--urls", "http://*:80"]);

        Assert.Null(arguments.Mistake);
        Assert.True(arguments.Json);
        Assert.Equal("https://mcp.example.com", arguments.PublicUrl);
        Assert.Equal(["--AuthKit:Issuer", "https://issuer.test", "--Gateway:Path=/tools", "authkit_audience=client_1", "--urls", "http://*:80"], arguments.Settings);
    }

    [Theory]
    [InlineData("--jsn", "'--jsn' is neither")]
    [InlineData("--json=yes", "'--json' is neither")]
    [InlineData("--AuthKit:Issuer", "'--AuthKit:Issuer' has no value")]
    [InlineData("--AuthKit:Issuer --json", "'--AuthKit:Issuer' has no value")]
    [InlineData("--public-url", "--public-url takes an origin")]
    [InlineData("--public-url mcp.example.com", "--public-url takes an origin")]
    [InlineData("--public-url https://mcp.example.com/mcp", "--public-url takes an origin")]
    [InlineData("--public-url=https://user:s3cret@mcp.example.com", "--public-url takes an origin")]
    [InlineData("--Gateway:Secret a s3cret", "One of the arguments is neither")]
    public void Arguments_Wrong_AreAMistakeThatRepeatsNoValue(string args, string mistake)
    {
        var arguments = DoctorArguments.Parse(args.Split(' '));

        Assert.StartsWith(mistake, arguments.Mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", arguments.Mistake, StringComparison.Ordinal);
    }
}
