using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.MockAuthKit;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Issuer", "http://localhost:3001/")]
    [InlineData("Issuer", "http://issuer.example")]
    [InlineData("Resources", "/mcp")]
    [InlineData("Resources", "https://gateway.example/mcp#fragment")]
    [InlineData("Scopes", "open\"id")]
    [InlineData("AccessTokenLifetime", "00:00:00")]
    [InlineData("EnvironmentClientId", " ")]
    public async Task Setting_ThatIsWrong_StopsTheStart(string name, string value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => MockIssuer.StartAsync(($"MockAuthKit:{name}", value)));

        Assert.StartsWith($"MockAuthKit:{name}", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_AsOneValueOrSeveral_AreTheSame()
    {
        await using var one = await MockIssuer.StartAsync(("MockAuthKit:Scopes", "openid, tools:read"));
        await using var several = await MockIssuer.StartAsync(("MockAuthKit:Scopes:0", "openid"), ("MockAuthKit:Scopes:1", "tools:read"));

        foreach (var issuer in new[] { one, several })
        {
            var metadata = await issuer.GetAsync("/.well-known/oauth-authorization-server");
            Assert.Equal("""["openid","tools:read"]""", metadata.GetProperty("scopes_supported").GetRawText());
        }
    }
}
