using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class McpServerCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly McpServerCheck _check = new();

    [Theory]
    [InlineData(307, "redirects (307) to http://elsewhere.example/mcp", "Set McpGateway:Url to where it redirects to")]
    [InlineData(404, "answered 404", "Set the path in McpGateway:Url")]
    [InlineData(405, "answered 405", "Set the path in McpGateway:Url")]
    [InlineData(500, "answered 500", "Look at the log of the MCP server")]
    public async Task Server_AnswersWhatCannotBeUsed_Failure(int status, string finding, string remedy)
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://elsewhere.example/mcp";
            return Task.CompletedTask;
        });

        AssertFound(Outcome.Failure, finding, remedy, await CheckAsync(_check, ("McpGateway:Url", server.Origin + "/mcp")));
    }

    // It may want to know the user, whom doctor cannot name.
    [Theory]
    [InlineData(401, "a credential for it in McpGateway:Headers")]
    [InlineData(403, "through the gateway with a good token")]
    public async Task Server_RefusesWithoutAUser_Warning(int status, string remedy)
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        AssertFound(Outcome.Warning, $"answered {status}", remedy, await CheckAsync(_check, ("McpGateway:Url", server.Origin + "/mcp")));
    }

    [Theory]
    [InlineData("00:00:00.1", Outcome.Failure)]
    [InlineData("00:01:00", Outcome.Ok)]
    public async Task Server_SlowerThanTheGatewayWaits_Failure(string patience, object outcome)
    {
        await using var server = await FakeServer.StartAsync(context => Task.Delay(300, context.RequestAborted));

        Assert.Equal(outcome, Assert.Single(await CheckAsync(_check, ("McpGateway:Url", server.Origin + "/mcp"), ("Limits:UpstreamTimeout", patience))).Outcome);
    }

    // A server of the older era wants a session first, and says so.
    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(406)]
    public async Task Server_AnswersAsAnMcpServer_Ok(int status)
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers["X-Credential"] == "opensesame" ? status : 401;
            return Task.CompletedTask;
        });

        AssertOk(await CheckAsync(_check, ("McpGateway:Url", server.Origin + "/mcp"), ("McpGateway:Headers:X-Credential", "opensesame")));
    }

    [Fact]
    public async Task Server_Down_Failure() =>
        AssertFound(Outcome.Failure, "gave no answer", "that the server runs", await CheckAsync(_check, ("McpGateway:Url", $"http://localhost:{FreePort.Find()}/mcp")));

    [Fact]
    public async Task Server_Hangs_WarningWithinTheLimit()
    {
        await using var server = await FakeServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var deployment = Read(With(("McpGateway:Url", server.Origin))) with { Limits = new DoctorLimits(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10)) };

        AssertFound(Outcome.Warning, "nothing complete within 0.2 s", "Limits:UpstreamTimeout", await CheckAsync(_check, deployment));
    }

    [Fact]
    public async Task Server_OfANameThatLeadsNowhere_Failure() =>
        AssertFound(Outcome.Failure, "cannot be found", "Check the host in McpGateway:Url", await CheckAsync(_check, ("McpGateway:Url", "http://nowhere.invalid/mcp")));

    [Fact]
    public async Task Server_OfANameOfServiceDiscovery_Ok()
    {
        var server = new Uri(Stack.System.McpUrl);

        AssertOk(await CheckAsync(_check, ("McpGateway:Url", $"http://tools{server.AbsolutePath}"), ("services:tools:http:0", server.GetLeftPart(UriPartial.Authority))));
    }
}
