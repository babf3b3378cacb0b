using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Doctor;

public sealed class CorsCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly CorsCheck _check = new();

    [Fact]
    public async Task Preflight_EveryOriginAllowedByConfiguration_Warning()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Cors:AllowedOrigins", "*"));

        AssertFound(Outcome.Warning, "Cors:AllowedOrigins has '*'", "List the origins", await CheckAsync(_check, ("Gateway:PublicUrl", gateway.Origin), ("Cors:AllowedOrigins", "*")));
    }

    [Fact]
    public async Task Preflight_EveryOriginAllowedByWhatIsThere_Failure()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Cors:AllowedOrigins", "*"));

        AssertFound(Outcome.Failure, "https://doctor.invalid, which nobody can have allowed", "remove Access-Control-* rules", await CheckFromOutsideAsync(_check, gateway.Origin));
    }

    [Theory]
    [InlineData(405, "", "answered 405, without Access-Control-Allow-Origin", "Let OPTIONS pass")]
    [InlineData(403, "", "answered 403", "Set Gateway:PublicUrl to")]
    [InlineData(204, "https://other.example", "with Access-Control-Allow-Origin: https://other.example", "Let OPTIONS pass")]
    public async Task Preflight_OwnOriginNotAllowed_Failure(int status, string allowed, string finding, string remedy)
    {
        await using var server = await FakeServer.StartAsync(context => Answer(context, status, allowed));

        AssertFound(Outcome.Failure, finding, remedy, (await CheckFromOutsideAsync(_check, server.Origin)).Take(1));
    }

    [Fact]
    public async Task Preflight_WithoutAuthorization_Failure()
    {
        await using var server = await FakeServer.StartAsync(context => Answer(context, 204, context.Request.Headers.Origin.ToString()));

        AssertFound(Outcome.Failure, "allows neither POST nor Authorization", "Let OPTIONS pass", (await CheckFromOutsideAsync(_check, server.Origin)).Take(1));
    }

    [Fact]
    public void Preflight_OwnOriginThatTheGatewayCannotKnow_Warning()
    {
        var finding = CorsCheck.JudgeOwn("https://mcp.example.com", new Answer { Status = 403 }, isKnown: false);

        Assert.Equal(Outcome.Warning, finding!.Outcome);
        Assert.Contains("Cors:AllowedOrigins", finding.Remedy, StringComparison.Ordinal);
    }

    private static Task Answer(HttpContext context, int status, string allowed)
    {
        context.Response.StatusCode = status;
        if (allowed.Length > 0)
        {
            context.Response.Headers.AccessControlAllowOrigin = allowed;
        }

        return Task.CompletedTask;
    }
}
