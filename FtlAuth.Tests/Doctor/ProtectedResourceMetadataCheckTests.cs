using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class ProtectedResourceMetadataCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private const string Root = "/.well-known/oauth-protected-resource";

    private readonly ProtectedResourceMetadataCheck _check = new();

    [Fact]
    public async Task Metadata_OfAGatewayForAnotherUrl_FailureInWhatDependsOnIt()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Gateway:PublicUrl", "https://mcp.example.com"), ("Gateway:Secret", DoctorSystem.Secret));

        var report = await ExamineAsync(("Gateway:PublicUrl", gateway.Origin));

        var failures = report.Checks.Where(entry => entry.Outcome != Outcome.Ok).ToArray();
        Assert.Equal(["protected-resource-metadata", "challenge", "challenge"], failures.Select(entry => entry.Check));
        AssertFound(Outcome.Failure, "resource is 'https://mcp.example.com/mcp', and should be", $"Set Gateway:PublicUrl to {gateway.Origin}", failures[..1]);
    }

    [Fact]
    public async Task Metadata_BehindAProxyThatIsNotKnown_Failure()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Audience", "https://audience.example/mcp"));
        await using var proxy = await new ForwardingProxy().StartAsync(gateway.Origin);

        AssertFound(Outcome.Failure, $"resource is '{gateway.Resource}'", "list the proxy in ForwardedHeaders:KnownProxies", await CheckFromOutsideAsync(_check, proxy.Origin));
    }

    [Fact]
    public async Task Metadata_BehindAKnownProxy_Ok()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Audience", "https://audience.example/mcp"), ("ForwardedHeaders:KnownNetworks", "127.0.0.0/8"));
        await using var proxy = await new ForwardingProxy().StartAsync(gateway.Origin);

        AssertOk(await CheckFromOutsideAsync(_check, proxy.Origin));
        AssertOk(await CheckFromOutsideAsync(new ChallengeCheck(), proxy.Origin));
        AssertOk(await CheckFromOutsideAsync(new ForwardedHeadersCheck(), proxy.Origin));
    }

    [Theory]
    [InlineData("https://mcp.example.com/mcp", "http://mcp.example.com/mcp", "TLS ends at a proxy")]
    [InlineData("https://mcp.example.com/mcp", "http://localhost:8080/mcp", "tells its own address")]
    [InlineData("https://mcp.example.com/mcp", "https://other.example.com/mcp", "another public URL")]
    [InlineData("https://mcp.example.com/mcp", "https://mcp.example.com/tools", "path of the endpoint")]
    [InlineData("https://mcp.example.com/mcp", "", "It is no URL")]
    public void Resource_NotAsAsked_IsExplainedByHowItDiffers(string asked, string published, string meaning) =>
        Assert.Contains(meaning, UrlMismatch.Explain("resource", asked, published, "").Meaning, StringComparison.Ordinal);

    [Theory]
    [InlineData(404, "", "answered 404", "Route /.well-known/oauth-protected-resource")]
    [InlineData(401, "", "answered 401", "Let /.well-known/ pass")]
    [InlineData(500, "", "answered 500", "its log")]
    [InlineData(200, "<html>", "gives no JSON object, but text/html", "unchanged")]
    public async Task Metadata_OfSomethingElseAtOnePath_Failure(int status, string text, string finding, string remedy)
    {
        await using var proxy = await new ForwardingProxy { Instead = ForwardingProxy.Answering(Root, status, text) }.StartAsync(PublicUrl);

        AssertFound(Outcome.Failure, finding, remedy, await CheckFromOutsideAsync(_check, proxy.Origin));
    }

    [Fact]
    public async Task Metadata_DifferentAtTheTwoPaths_Failure()
    {
        await using var proxy = await new ForwardingProxy { Instead = ForwardingProxy.Answering(Root, 200, """{"resource":"https://old.example/mcp"}""") }.StartAsync(PublicUrl);

        var entries = await CheckFromOutsideAsync(_check, proxy.Origin);

        AssertFound(Outcome.Failure, "give different documents", "every replica the same settings", entries.Take(1));
    }

    [Fact]
    public async Task Metadata_WithAnotherIssuer_Failure()
    {
        await using var other = await FakeIssuer.StartAsync();

        AssertFound(Outcome.Failure, $"authorization_servers is {Issuer}, and {other.Url} is configured here", "Restart the gateway", await CheckAsync(_check, ("AuthKit:Issuer", other.Url)));
    }

    [Fact]
    public void Metadata_WithoutAnIssuer_Failure()
    {
        var document = """{"resource":"https://mcp.example.com/mcp"}"""u8.ToArray();

        var finding = Assert.Single(ProtectedResourceMetadataCheck.JudgeDocuments(["a", "b"], [document, document], "https://mcp.example.com/mcp", null));

        Assert.Equal((Outcome.Failure, "authorization_servers names no issuer."), (finding.Outcome, finding.Found));
    }
}
