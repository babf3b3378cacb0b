using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class HealthyDeploymentTests(DoctorSystem shared) : DoctorTest(shared)
{
    private static readonly string[] Names =
    [
        "configuration", "public-url", "protected-resource-metadata", "challenge", "authorization-server-metadata", "relayed-metadata",
        "keys", "redis", "mcp-server", "cors", "forwarded-headers", "clock", "audience", "health",
    ];

    [Fact]
    public async Task Deployment_Healthy_EveryCheckIsOk()
    {
        var report = await ExamineAsync();

        AssertOk(report.Checks);
        Assert.Equal(Names, report.Checks.Select(entry => entry.Check));
        Assert.Equal((Outcome.Ok, $"{PublicUrl}/mcp"), (report.Outcome, report.Resource));
        Assert.Equal((Names.Length, 0, 0, 0), (report.Counts.Ok, report.Counts.Warning, report.Counts.Failure, report.Counts.Skipped));
    }

    [Fact]
    public async Task Deployment_Healthy_NothingIsWrittenAndNoSessionBegun()
    {
        var cache = new GarnetCache(Stack.System);
        var entries = await cache.EntriesAsync();
        await Stack.ForgetReceivedAsync();

        await ExamineAsync();

        Assert.Equal(entries, await cache.EntriesAsync());
        Assert.Equal("""{"jsonrpc":"2.0","id":"doctor","method":"ping"}""", Assert.Single(await Stack.ReceivedAsync()).BodyText);
    }

    [Fact]
    public async Task Deployment_HealthySeenFromOutside_OkButForWhatNeedsSettings()
    {
        var report = await ExamineFromOutsideAsync(PublicUrl);

        Assert.Equal(["configuration", "redis", "mcp-server", "audience"], report.Checks.Where(entry => entry.Outcome == Outcome.Skipped).Select(entry => entry.Check));
        AssertOk(report.Checks.Where(entry => entry.Outcome != Outcome.Skipped));
    }

    [Fact]
    public async Task Deployment_TwoIssuers_AFindingOfEach()
    {
        await using var other = await FakeIssuer.StartAsync();
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Issuers:0:Issuer", other.Url));
        await DoctorSystem.BeWellAsync(gateway.Client);

        var report = await ExamineAsync(("Gateway:PublicUrl", gateway.Origin), ("AuthKit:Issuers:0:Issuer", other.Url), ("ConnectionStrings:cache", ""));

        AssertOk(report.Checks.Where(entry => entry.Check != "redis"));
        Assert.Equal(2, report.Checks.Count(entry => entry.Check == "keys"));
        Assert.Contains(report.Checks, entry => entry.Check == "clock" && entry.Finding.Contains(other.Url, StringComparison.Ordinal));
    }
}
