using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Configuration;

namespace FtlAuth.Tests.Doctor;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("The proxy tunnel request to proxy 'http://svc:pw@proxy:3128/' failed", "The proxy tunnel request to proxy 'http://(not shown)@proxy:3128/' failed")]
    [InlineData("redirects to https://user@mcp.example.com/mcp", "redirects to https://(not shown)@mcp.example.com/mcp")]
    [InlineData("https://mcp.example.com/a@b", "https://mcp.example.com/a@b")]
    [InlineData("mail of me@example.com", "mail of me@example.com")]
    public void Apply_UserInformationInAUrl_IsNotShown(string text, string shown) => Assert.Equal(shown, Apply(text));

    [Theory]
    [InlineData("X-Key", "Bearer abc123", "said Bearer abc123", "said (not shown)")]
    [InlineData("X-Key", "Bearer abc123", "said abc123.", "said (not shown).")]
    [InlineData("X-Tenant", "acme", "https://mcp.acmecorp.com, of acme", "https://mcp.acmecorp.com, of (not shown)")]
    [InlineData("X-Tenant", "acme", "acme acme", "(not shown) (not shown)")]
    public void Apply_ValueOfAHeader_IsNotShownWhereItStandsByItself(string name, string value, string text, string shown) =>
        Assert.Equal(shown, Apply(text, ($"McpGateway:Headers:{name}", value)));

    [Theory]
    [InlineData("redis:6379,password=hunter22", "AUTH hunter22")]
    [InlineData("redis:6379,password=hun,ter22secret", "cannot connect to ter22secret:6379")]
    public void Apply_PasswordOfRedis_IsNotShown(string connection, string text) =>
        Assert.Contains("(not shown)", Apply(text, ("ConnectionStrings:cache", connection)), StringComparison.Ordinal);

    private static string Apply(string text, params (string Key, string? Value)[] settings) =>
        Redaction.Of(Settings.Configuration(settings)).Apply(Finding.Ok(text)).Found;
}
