using System.Net;
using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Doctor;

/// <summary>
/// The original's troubleshooting cases, done on purpose: the log, looked up by the trace id that the client saw, and doctor each name the cause and the mend.
/// </summary>
public sealed class TroubleshootingTests(DoctorSystem shared) : DoctorTest(shared)
{
    [Fact]
    public async Task FailedToGetDecodingKey_KeysOutOfReach()
    {
        var nowhere = $"http://localhost:{FreePort.Find()}/jwks";
        await using var deployment = await StartAsync(("AuthKit:JwksUri", nowhere));

        await AssertLoggedAsync(deployment, deployment.Gateway.Resource, HttpStatusCode.ServiceUnavailable, "Failed to get decoding key (KeysUnavailable)", "Check that AuthKit:JwksUri answers");
        await AssertDiagnosedAsync(deployment, "keys", Outcome.Failure, nowhere, "Check AuthKit:JwksUri");
    }

    [Fact]
    public async Task FailedToGetDecodingKey_KeyNotInTheSet()
    {
        // Somebody else's key set is configured: the tokens are good, and their key is not in it.
        await using var other = await TestSystem.StartAsync();
        var uri = $"{other.System.IssuerUrl}/oauth2/jwks";
        await using var deployment = await StartAsync(("AuthKit:JwksUri", uri));

        await AssertLoggedAsync(deployment, deployment.Gateway.Resource, HttpStatusCode.Unauthorized, "Failed to get decoding key (UnknownKey)", "Check that AuthKit:JwksUri lists the kid of the token");
        await AssertDiagnosedAsync(deployment, "keys", Outcome.Warning, uri, $"Set AuthKit:JwksUri to {Issuer}/oauth2/jwks");
    }

    [Fact]
    public async Task InvalidAudience_AnotherIsConfigured()
    {
        await using var deployment = await StartAsync(("AuthKit:Audience", "https://elsewhere.example/mcp"));

        await AssertLoggedAsync(deployment, deployment.Gateway.Resource, HttpStatusCode.Unauthorized, "InvalidAudience (WrongAudience)", "name the token's aud in AuthKit:Audience");
        await AssertDiagnosedAsync(deployment, "audience", Outcome.Failure, "https://elsewhere.example/mcp", deployment.Gateway.Resource);
    }

    [Fact]
    public async Task InvalidAudience_ResourceNotRegistered()
    {
        await using var deployment = await StartAsync(("AuthKit:Audience", "client_01JAVTHK1TENV"));

        await AssertLoggedAsync(deployment, "client_01JAVTHK1TOTHER", HttpStatusCode.Unauthorized, "InvalidAudience (ClientIdAudience)", "MCP resource indicators, add exactly");
        await AssertDiagnosedAsync(deployment, "audience", Outcome.Warning, "client_01JAVTHK1TENV", "resource indicator");
    }

    [Fact]
    public async Task ProductionUrlMismatch()
    {
        await using var deployment = await StartAsync(("Gateway:PublicUrl", "https://old-name.example"));

        await AssertLoggedAsync(deployment, deployment.Gateway.Resource, HttpStatusCode.Unauthorized, "InvalidAudience (WrongAudience)", "https://old-name.example/mcp");
        await AssertDiagnosedAsync(deployment, "protected-resource-metadata", Outcome.Failure, "https://old-name.example", "Gateway:PublicUrl");
    }

    private async Task<BrokenDeployment> StartAsync(params (string Key, string? Value)[] broken)
    {
        var log = new CapturedLog();
        var gateway = await Stack.StartGatewayAsync(services => services.AddSingleton<ILoggerProvider>(log), [.. CapturedLog.Settings, .. broken]);
        return new BrokenDeployment(gateway, log, broken);
    }

    private async Task AssertLoggedAsync(BrokenDeployment deployment, string audience, HttpStatusCode status, string cause, string mend)
    {
        var (gateway, log) = (deployment.Gateway, deployment.Log);
        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync(audience));

        Assert.Equal(status, response.StatusCode);
        var told = Assert.Single(log.Audit, told => Equals(told["trace_id"], response.Header("X-Trace-Id")));
        Assert.Contains(cause, $"{told["{OriginalFormat}"]}", StringComparison.Ordinal);
        Assert.Contains(mend, $"{told["{OriginalFormat}"]}", StringComparison.Ordinal);
    }

    private async Task AssertDiagnosedAsync(BrokenDeployment deployment, string check, Outcome outcome, string cause, string mend)
    {
        (string Key, string? Value)[] settings = [("AuthKit:Issuer", Issuer), ("McpGateway:Url", Stack.System.McpUrl), .. deployment.Settings];

        var report = await Examination.RunAsync(Read(settings, deployment.Gateway.Origin), TestContext.Current.CancellationToken);

        Assert.Contains(report.Checks, entry => entry.Check == check && entry.Outcome == outcome
            && $"{entry.Finding} {entry.Meaning} {entry.Remedy}".Contains(cause, StringComparison.Ordinal)
            && $"{entry.Meaning} {entry.Remedy}".Contains(mend, StringComparison.Ordinal));
    }

    private sealed record BrokenDeployment(AdditionalGateway Gateway, CapturedLog Log, IReadOnlyList<(string Key, string? Value)> Settings) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            Log.Dispose();
        }
    }
}
