using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.Configuration;

/// <summary>A section whose name is nearly right must not be left out without a word; what belongs to others must not stop the gateway.</summary>
public sealed class SectionNamesTests
{
    [Theory]
    [InlineData("Authorisation:Tools:greet:Scopes", "Authorisation", "Authorization")]
    [InlineData("Autorization:ReportOnly", "Autorization", "Authorization")]
    [InlineData("RateLimit:RequestsPerSubject", "RateLimit", "RateLimits")]
    [InlineData("Gatway:ManagementPort", "Gatway", "Gateway")]
    [InlineData("AuthKitt:Issuer", "AuthKitt", "AuthKit")]
    [InlineData("Session:Bind", "Session", "Sessions")]
    [InlineData("ForwardedHeader:KnownProxies", "ForwardedHeader", "ForwardedHeaders")]
    public void Section_OfNearlyTheRightName_IsAMistake(string key, string section, string meant)
    {
        var mistakes = Assert.Throws<OptionsValidationException>(() => Settings.Read((key, "1"))).Failures;

        Assert.Equal($"{section} is not a setting of this gateway: it is read under {meant} only, if that is what is meant.", Assert.Single(mistakes));
    }

    [Theory]
    [InlineData("AuthKit_RequiredScopes", "AuthKit:RequiredScopes")]
    [InlineData("AuthKit__RequiredScopes", "AuthKit:RequiredScopes")]
    [InlineData("Gateway_PublicUrl", "Gateway:PublicUrl")]
    public void Key_OfTheEnvironmentsSpellingElsewhere_IsAMistake(string key, string meant)
    {
        var mistakes = Assert.Throws<OptionsValidationException>(() => Settings.Read((key, "1"))).Failures;

        Assert.StartsWith($"{key} is not a setting of this gateway: write {meant} in files", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ports:Gateway")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("services:ftl-mcp-gateway:http:0")]
    [InlineData("Telemetry:Shared")]
    [InlineData("MockMcp:Admin")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections")]
    [InlineData("GATEWAY_SERVICE_HOST")]
    [InlineData("GATEWAY_PORT")]
    [InlineData("GATEWAY_INTERFACE")]
    [InlineData("PATH")]
    public void Key_OfSomebodyElse_IsNone(string key) => Assert.NotNull(Settings.Read((key, "1")));
}
