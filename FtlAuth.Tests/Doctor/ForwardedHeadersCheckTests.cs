using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class ForwardedHeadersCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private static readonly (string Key, string? Value)[] BelievesLoopback = [("AuthKit:Audience", "https://audience.example/mcp"), ("ForwardedHeaders:KnownNetworks", "127.0.0.0/8")];

    private readonly ForwardedHeadersCheck _check = new();

    [Fact]
    public async Task Gateway_ThatBelievesThisMachine_Failure()
    {
        await using var gateway = await Stack.StartGatewayAsync(BelievesLoopback);

        AssertFound(Outcome.Failure, "X-Forwarded-Host: doctor-marker.invalid came back", "Set Gateway:PublicUrl", await CheckFromOutsideAsync(_check, gateway.Origin));
    }

    [Fact]
    public async Task Gateway_ThatIsToldToBelieveThisMachine_Warning()
    {
        await using var gateway = await Stack.StartGatewayAsync(BelievesLoopback);

        AssertFound(Outcome.Warning, "came back", "from a machine that is no listed proxy", await CheckAsync(_check, Read(With([.. BelievesLoopback, ("Gateway:PublicUrl", null)]), gateway.Origin)));
    }

    [Fact]
    public async Task Gateway_BehindAProxyThatHandsOnWhatClientsClaim_Failure()
    {
        await using var gateway = await Stack.StartGatewayAsync(BelievesLoopback);
        await using var proxy = await new ForwardingProxy { BelievesClients = true }.StartAsync(gateway.Origin);

        AssertFound(Outcome.Failure, "came back", "have them replace X-Forwarded-* of clients", await CheckFromOutsideAsync(_check, proxy.Origin));
    }

    [Fact]
    public async Task Gateway_BehindAnUnknownProxyThatHandsOnWhatClientsClaim_Ok()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Audience", "https://audience.example/mcp"));
        await using var proxy = await new ForwardingProxy { BelievesClients = true }.StartAsync(gateway.Origin);

        AssertOk(await CheckFromOutsideAsync(_check, proxy.Origin));
    }

    [Fact]
    public void Gateway_ThatBelievesTheSchemeAlone_Failure()
    {
        var finding = ForwardedHeadersCheck.Judge(Metadata("http://mcp.example.com/mcp"), new Answer { Status = 401 }, Metadata("https://mcp.example.com/mcp"), isListed: false);

        Assert.Equal(Outcome.Failure, finding.Outcome);
        Assert.Contains("X-Forwarded-Proto of a stranger", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_WithoutMetadata_Skipped()
    {
        await using var server = await FakeServer.StartAsync(_ => Task.CompletedTask);

        Assert.Equal(Outcome.Skipped, Assert.Single(await CheckFromOutsideAsync(_check, server.Origin)).Outcome);
    }

    private static Answer Metadata(string resource) => new() { Status = 200, Body = System.Text.Encoding.UTF8.GetBytes($$"""{"resource":"{{resource}}"}""") };
}
