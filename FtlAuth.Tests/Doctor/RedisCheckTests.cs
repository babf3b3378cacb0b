using System.Security.Cryptography;
using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FtlAuth.Tests.Doctor;

public sealed class RedisCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly RedisCheck _check = new();

    [Fact]
    public async Task Redis_WithASetOfThisSecret_Ok()
    {
        var entries = await CheckAsync(_check);

        AssertOk(entries);
        Assert.Contains("was sealed with this secret", Assert.Single(entries).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_WithASetOfThePreviousSecret_Ok() =>
        AssertOk(await CheckAsync(_check, ("Gateway:Secret", NewSecret()), ("Gateway:PreviousSecret", DoctorSystem.Secret)));

    [Fact]
    public async Task Redis_WithoutASet_Ok() => AssertOk(await CheckAsync(_check, ("AuthKit:JwksUri", $"{Issuer}/other")));

    [Fact]
    public async Task Redis_WithASetOfAnotherSecret_Failure() =>
        AssertFound(Outcome.Failure, "was sealed with another secret", "Give every gateway the same Gateway:Secret", await CheckAsync(_check, ("Gateway:Secret", NewSecret())));

    [Fact]
    public async Task Redis_WithARandomSecret_Warning() =>
        AssertFound(Outcome.Warning, "Gateway:Secret is not set", "openssl rand -base64 32", await CheckAsync(_check, ("Gateway:Secret", "")));

    [Fact]
    public async Task Redis_WithASetFromTheFuture_Warning()
    {
        var early = new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(-1));

        AssertFound(Outcome.Warning, "s in the future", "take their time from the network", await CheckAsync(_check, Read(With()) with { Time = early }));
    }

    [Fact]
    public async Task Redis_WithSomethingElseAtTheKey_Failure()
    {
        var issuer = $"http://localhost:{FreePort.Find()}";
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Stack.System.CacheConnectionString);
        await redis.GetDatabase().ListLeftPushAsync(FtlAuth.Gateway.Jwks.JwksStore.SetKeyOf(new() { Issuer = issuer, JwksUri = $"{issuer}/oauth2/jwks" }), "x");

        AssertFound(Outcome.Failure, "was sealed with another secret", "who else can write to this Redis", await CheckAsync(_check, ("AuthKit:Issuer", issuer)));
    }

    [Fact]
    public async Task Redis_Down_Failure() =>
        AssertFound(Outcome.Failure, "Redis does not answer: Connection refused", "Check that Redis runs", await CheckAsync(_check, ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()}")));

    [Fact]
    public async Task Redis_OneOfTwoServersDown_Ok() =>
        AssertOk(await CheckAsync(_check, ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()},{Stack.System.CacheConnectionString}")));

    [Fact]
    public async Task Redis_OfSomethingElse_Failure()
    {
        await using var server = await FakeServer.StartAsync(_ => Task.CompletedTask);
        var deployment = Read(With(("ConnectionStrings:cache", new Uri(server.Origin).Authority))) with { Limits = new DoctorLimits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)) };

        AssertFound(Outcome.Failure, "Redis does not answer: It was not possible to connect", "ssl=true where it speaks TLS", await CheckAsync(_check, deployment));
    }

    [Fact]
    public async Task Redis_WrongPassword_FailureThatDoesNotShowIt()
    {
        var report = await ExamineAsync(("ConnectionStrings:cache", $"{Stack.System.CacheAddress},password=wr0ngPassw0rd"));

        AssertFound(Outcome.Failure, "Redis refuses the credentials", "Correct password=", report.Checks.Where(entry => entry.Check == "redis"));
        Assert.DoesNotContain("wr0ngPassw0rd", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_ItselfWithAWrongPassword_Failure()
    {
        await using var redis = await RedisServer.StartAsync();

        AssertFound(Outcome.Failure, "Redis refuses the credentials", "Correct password=", await CheckAsync(_check, ("ConnectionStrings:cache", redis.ConnectionString + "0")));
        AssertOk(await CheckAsync(_check, ("ConnectionStrings:cache", redis.ConnectionString)));
    }

    [Fact]
    public async Task Redis_Hangs_FailureWithinTheLimit()
    {
        await using var redis = await RedisServer.StartAsync();
        var deployment = Read(With(("ConnectionStrings:cache", redis.ConnectionString))) with { Limits = new DoctorLimits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)) };
        await redis.SuspendAsync();

        var entries = await CheckAsync(_check, deployment);
        await redis.ResumeAsync();

        AssertFound(Outcome.Failure, "Redis does not answer", "Check that Redis runs", entries);
    }

    [Fact]
    public async Task Redis_NotConfigured_Skipped() =>
        Assert.Equal(Outcome.Skipped, Assert.Single(await CheckAsync(_check, ("ConnectionStrings:cache", ""))).Outcome);

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
