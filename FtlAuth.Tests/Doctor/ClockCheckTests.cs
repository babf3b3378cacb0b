using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class ClockCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly ClockCheck _check = new();

    [Theory]
    [InlineData(-120, Outcome.Failure, "ahead of")]
    [InlineData(120, Outcome.Failure, "behind")]
    [InlineData(-45, Outcome.Warning, "ahead of")]
    [InlineData(45, Outcome.Warning, "behind")]
    public async Task Clock_OfTheIssuerDiffers_IsFound(int seconds, object expected, string direction)
    {
        await using var issuer = await FakeIssuer.StartAsync();
        issuer.Date = DateTimeOffset.UtcNow.AddSeconds(seconds);

        AssertFound((Outcome)expected, $"{direction} that of {issuer.Url}; AuthKit:ClockSkew is 00:01:00", "NTP", await CheckAsync(_check, ("AuthKit:Issuer", issuer.Url)));
    }

    [Fact]
    public async Task Clock_WithAShorterSkew_IsJudgedByThat()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        issuer.Date = DateTimeOffset.UtcNow.AddSeconds(20);

        AssertOk(await CheckAsync(_check, ("AuthKit:Issuer", issuer.Url)));
        AssertFound(Outcome.Failure, "AuthKit:ClockSkew is 00:00:10", "NTP", await CheckAsync(_check, ("AuthKit:Issuer", issuer.Url), ("AuthKit:ClockSkew", "00:00:10")));
    }

    [Fact]
    public async Task Clock_OfAnIssuerThatIsDown_Skipped() =>
        Assert.Equal(Outcome.Skipped, Assert.Single(await CheckAsync(_check, ("AuthKit:Issuer", $"http://localhost:{FreePort.Find()}"))).Outcome);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.9, 0)]
    [InlineData(-3, 2)]
    [InlineData(1, 0)]
    [InlineData(5, 4)]
    public void Difference_OfWholeSecondsAndARequestOfOne_IsTheLeastThatItCanBe(double told, double expected)
    {
        var sent = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(expected), ClockCheck.Difference(sent.AddSeconds(told), sent, sent.AddSeconds(1)));
    }

    [Fact]
    public void Date_OfACachedAnswer_IsThatMuchOlder()
    {
        var now = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
        var answer = new Answer
        {
            Status = 200,
            SentAt = now,
            ReceivedAt = now,
            Headers = new Dictionary<string, string> { ["Date"] = now.AddMinutes(-10).ToString("r"), ["Age"] = "600" },
        };

        Assert.Equal(Outcome.Ok, ClockCheck.Judge(new() { Issuer = Issuer }, answer).Outcome);
    }
}
