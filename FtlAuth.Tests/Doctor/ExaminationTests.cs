using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class ExaminationTests
{
    private static readonly (string, string?)[] Secrets =
    [
        ("AuthKit:Issuer", Settings.Issuer), ("Gateway:Secret", Settings.Secret),
        ("ConnectionStrings:cache", "redis:6379,password=passw0rd"), ("McpGateway:Headers:X-Key", "credential"),
    ];

    [Fact]
    public async Task Check_ThatThrows_IsAFailureAndNoCrash()
    {
        var entry = Assert.Single(await RunAsync((_, _) => throw new InvalidOperationException("broken")));

        Assert.Equal(Outcome.Failure, entry.Outcome);
        Assert.Equal("The check itself failed (InvalidOperationException): broken", entry.Finding);
    }

    [Fact]
    public async Task Check_ThatDoesNotEnd_IsAFailureAfterTheLimit()
    {
        var time = new FakeTimeProvider();
        var running = RunAsync((_, _) => new TaskCompletionSource<IReadOnlyList<Finding>>().Task, time);

        time.Advance(DoctorLimits.Default.Check);

        Assert.Equal("The check did not end within 10 s.", Assert.Single(await running).Finding);
    }

    [Fact]
    public async Task Finding_WithSecrets_IsToldWithoutThem()
    {
        var entry = Assert.Single(await RunAsync((_, _) => Task.FromResult<IReadOnlyList<Finding>>(
            [Finding.Failure($"a {Settings.Secret}", "b passw0rd", "c credential")])));

        Assert.Equal(("a (not shown)", "b (not shown)", "c (not shown)"), (entry.Finding, entry.Meaning, entry.Remedy));
    }

    private static Task<IReadOnlyList<ReportEntry>> RunAsync(Func<Deployment, CancellationToken, Task<IReadOnlyList<Finding>>> run, TimeProvider? time = null) => Examination.RunAsync(
        new FakeCheck(run),
        DeploymentReader.Read(Settings.Configuration(Secrets), DoctorArguments.Parse([]), time ?? TimeProvider.System),
        TestContext.Current.CancellationToken);

    private sealed class FakeCheck(Func<Deployment, CancellationToken, Task<IReadOnlyList<Finding>>> run) : ICheck
    {
        public string Name => "fake";

        public Needs Needs => Needs.Nothing;

        public Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken) => run(deployment, cancellationToken);
    }
}
