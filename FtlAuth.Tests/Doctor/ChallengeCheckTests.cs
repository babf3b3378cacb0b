using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class ChallengeCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly ChallengeCheck _check = new();

    [Theory]
    [InlineData(200, "without a token answered 200", "Take the MCP server off the net at once")]
    [InlineData(404, "without a token answered 404", "Route exactly this path")]
    [InlineData(403, "without a token answered 403", "pass to the gateway")]
    [InlineData(302, "without a token redirects (302)", "where it is asked for")]
    [InlineData(502, "without a token answered 502", "the proxy reaches the gateway")]
    [InlineData(401, "has no resource_metadata", "Let Authorization and WWW-Authenticate pass")]
    public async Task Endpoint_AnswersOtherwise_FailureForBothMethods(int status, string finding, string remedy)
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"proxy\"";
            return Task.CompletedTask;
        });

        var entries = await CheckFromOutsideAsync(_check, server.Origin);

        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => AssertFound(Outcome.Failure, finding, remedy, [entry]));
    }

    [Fact]
    public async Task Challenge_PointsElsewhere_Failure()
    {
        await using var proxy = await new ForwardingProxy().StartAsync(PublicUrl);

        var entries = await CheckFromOutsideAsync(_check, proxy.Origin);

        Assert.All(entries, entry => AssertFound(Outcome.Failure, $"'{PublicUrl}/.well-known/oauth-protected-resource/mcp', and should be", $"Set Gateway:PublicUrl to {proxy.Origin}", [entry]));
    }

    [Fact]
    public async Task Challenge_WithScope_Ok()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:RequiredScopes", "openid"));

        AssertOk(await CheckFromOutsideAsync(_check, gateway.Origin));
    }
}
