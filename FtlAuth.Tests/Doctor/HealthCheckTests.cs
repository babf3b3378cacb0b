using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Doctor;

public sealed class HealthCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly HealthCheck _check = new();

    [Fact]
    public async Task Gateway_WithoutKeys_Failure()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"));

        AssertFound(Outcome.Failure, "/health answered 503 (Unhealthy)", "See keys", await CheckFromOutsideAsync(_check, gateway.Origin));
    }

    [Fact]
    public async Task Gateway_WithoutItsRedis_Warning()
    {
        await using var gateway = await Stack.StartGatewayAsync(("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()},connectTimeout=200,connectRetry=0"));
        using var served = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        AssertFound(Outcome.Warning, "/health says Degraded", "See redis", await CheckFromOutsideAsync(_check, gateway.Origin));
    }

    [Theory]
    [InlineData(404, "/health and /alive are not public (404)")]
    [InlineData(403, "is not public (403)")]
    public async Task Health_NotPublic_Ok(int status, string finding)
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var entries = await CheckFromOutsideAsync(_check, server.Origin);

        AssertOk(entries);
        Assert.All(entries, entry => Assert.Contains(finding, entry.Finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_OneOfTheTwoPublic_Warning()
    {
        await using var proxy = await new ForwardingProxy { Instead = ForwardingProxy.Answering("/alive", 404) }.StartAsync(PublicUrl);

        AssertFound(Outcome.Warning, "/alive answered 404", "Route both", await CheckFromOutsideAsync(_check, proxy.Origin));
    }

    [Fact]
    public async Task Health_OfSomethingElse_Warning()
    {
        await using var server = await FakeServer.StartAsync(context => context.Response.WriteAsync("<html>"));

        Assert.All(await CheckFromOutsideAsync(_check, server.Origin), entry => AssertFound(Outcome.Warning, "is not the gateway's word", "Let the proxy pass", [entry]));
    }
}
