using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Configuration;

namespace FtlAuth.Tests.Doctor;

public sealed class ConfigurationCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    [Fact]
    public async Task Configuration_WithMistakes_SaysWhatTheGatewaySaysAndExaminesTheRest()
    {
        (string, string?)[] mistakes = [("Limits:MaxBodySize", "much"), ("Gateway:Nonsense", "1")];

        var report = await ExamineAsync(mistakes);

        var found = report.Checks.Where(entry => entry.Check == "configuration").ToArray();
        Assert.Equal(Settings.Mistakes(mistakes), found.Select(entry => entry.Finding));
        Assert.All(found, entry => Assert.Equal(Outcome.Failure, entry.Outcome));
        Assert.Equal(["redis", "mcp-server", "audience"], report.Checks.Where(entry => entry.Outcome == Outcome.Skipped).Select(entry => entry.Check));
        AssertOk(report.Checks.Where(entry => entry.Check is "protected-resource-metadata" or "challenge" or "keys" or "clock" or "cors"));
    }

    [Theory]
    [InlineData("Authorization:ReportOnly", "are let in")]
    [InlineData("FORWARDEDHEADERS_ENABLED", "would believe every peer")]
    public async Task Configuration_WithASettingThatIsWarnedAbout_IsAWarning(string key, string meaning)
    {
        var entry = Assert.Single(await CheckAsync(new ConfigurationCheck(), (key, "true")));

        Assert.Equal(Outcome.Warning, entry.Outcome);
        Assert.Contains(meaning, entry.Meaning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:8080", "http://localhost:8080")]
    [InlineData("urls", "https://localhost:8443;http://[::1]:8081", "http://localhost:8081")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:8082", "http://localhost:8082")]
    [InlineData("urls", null, "http://localhost:5000")]
    [InlineData("urls", "http://127.0.0.1:0", null)]
    [InlineData("Gateway:PublicUrl", "https://mcp.example.com", "https://mcp.example.com")]
    public void PublicUrl_NotGiven_IsThatOfTheConfiguration(string key, string? value, string? expected) =>
        Assert.Equal(expected, Read([("AuthKit:Issuer", Settings.Issuer), (key, value)]).PublicUrl);

    [Fact]
    public void PublicUrl_Given_WinsOverTheConfiguration() =>
        Assert.Equal("https://other.example", Read([("AuthKit:Issuer", Settings.Issuer), ("Gateway:PublicUrl", "https://mcp.example.com")], "https://other.example").PublicUrl);

    [Fact]
    public async Task PublicUrl_DerivedFromEachRequest_IsAskedFor()
    {
        var deployment = Read([("AuthKit:Issuer", Settings.Issuer), ("AuthKit:Audience", "client_1"), ("urls", "http://*:8080"), ("Gateway:Secret", Settings.Secret)]);

        var entry = Assert.Single(await CheckAsync(new PublicUrlCheck(), deployment));

        Assert.Equal(Outcome.Skipped, entry.Outcome);
        Assert.Contains("--public-url", entry.Remedy, StringComparison.Ordinal);
    }
}
