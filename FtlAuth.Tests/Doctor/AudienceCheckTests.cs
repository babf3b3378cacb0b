using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;

namespace FtlAuth.Tests.Doctor;

public sealed class AudienceCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly AudienceCheck _check = new();

    [Fact]
    public async Task Audience_ThatClientsAskFor_Ok()
    {
        AssertOk(await CheckAsync(_check));
        AssertOk(await CheckAsync(_check, ("AuthKit:Audience", $"https://other.example/mcp,{PublicUrl}/mcp")));
    }

    [Fact]
    public async Task Audience_OfTheEnvironmentAlone_WarningThatExplainsTheRegistration() => AssertFound(
        Outcome.Warning, $"AuthKit:Audience is client_01, and clients ask for {PublicUrl}/mcp", $"Register exactly {PublicUrl}/mcp as a resource indicator", await CheckAsync(_check, ("AuthKit:Audience", "client_01")));

    [Fact]
    public async Task Audience_OfTheEnvironmentToo_Warning() => AssertFound(
        Outcome.Warning, "AuthKit:Audience has client_01 besides", "then take client_01 out of AuthKit:Audience", await CheckAsync(_check, ("AuthKit:Audience", $"client_01,{PublicUrl}/mcp")));

    [Theory]
    [InlineData("/mcp/", "(the slash at the end counts)")]
    [InlineData("/MCP", "(letter case counts)")]
    [InlineData("", "(the path belongs to it)")]
    [InlineData("0/mcp", "InvalidAudience")]
    public async Task Audience_OfAnotherUrl_FailureThatSaysHowItDiffers(string suffix, string meaning)
    {
        var entries = await CheckAsync(_check, ("AuthKit:Audience", PublicUrl + suffix));

        AssertFound(Outcome.Failure, $"and clients ask for {PublicUrl}/mcp", $"Add {PublicUrl}/mcp to AuthKit:Audience", entries);
        Assert.Contains(meaning, entries[0].Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audience_OfAnotherPublicUrl_Failure() => AssertFound(
        Outcome.Failure,
        "Tokens are accepted for https://mcp.example.com/mcp, which follows from Gateway:PublicUrl",
        $"Set Gateway:PublicUrl to {PublicUrl}",
        await CheckAsync(_check, Read(With(("Gateway:PublicUrl", "https://mcp.example.com")), PublicUrl)));

    [Fact]
    public async Task Audience_OfTheGatewaysOwnAddress_Failure() => AssertFound(
        Outcome.Failure,
        "Tokens are accepted for http://localhost:8080/mcp",
        "Set Gateway:PublicUrl to https://mcp.example.com",
        await CheckAsync(_check, Read(With(("Gateway:PublicUrl", null), ("urls", "http://127.0.0.1:8080")), "https://mcp.example.com")));

    [Fact]
    public async Task Audience_NotValidated_Warning() =>
        AssertFound(Outcome.Warning, "AuthKit:ValidateAudience is false", "then remove the setting", await CheckAsync(_check, ("AuthKit:ValidateAudience", "false")));
}
