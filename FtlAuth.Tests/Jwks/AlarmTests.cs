using FtlAuth.Gateway.Jwks;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>Times to come, also by a clock that is set back meanwhile.</summary>
public sealed class AlarmTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

    private readonly FakeTimeProvider _time = new(Start);

    [Theory]
    [InlineData(0, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(-1, true)]
    public void HasCome_AtSomeTime_IsSo(int seconds, bool expected)
    {
        var alarm = new Alarm(Start, Start.AddSeconds(10));

        Assert.Equal(expected, alarm.HasCome(Start.AddSeconds(seconds)));
        Assert.Equal(expected, alarm.Remaining(Start.AddSeconds(seconds)) == TimeSpan.Zero);
    }

    [Fact]
    public void HasCome_PastAndNever_AreAlwaysAndNeverSo()
    {
        Assert.True(Alarm.Past.HasCome(Start));
        Assert.False(Alarm.Never.HasCome(Start));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(-3600, true)]
    public void KeyLook_AfterALook_IsTakenAgainAfterTheCooldownOrWhenTheClockWasSetBack(int seconds, bool expected)
    {
        var look = new KeyLook(_time);
        look.AskAsync();
        look.Answer(Start.AddSeconds(30));

        _time.AdjustTime(Start.AddSeconds(seconds));
        look.AskAsync();

        Assert.Equal(expected, look.IsAsked);
    }

    [Theory]
    [InlineData(239, false)]
    [InlineData(240, true)]
    [InlineData(-3600, true)]
    public void RefreshSchedule_AfterASuccess_IsDueInItsTimeOrWhenTheClockWasSetBack(int seconds, bool expected)
    {
        var schedule = new RefreshSchedule(_time);
        schedule.Succeeded(Start.AddSeconds(240));

        _time.AdjustTime(Start.AddSeconds(seconds));

        Assert.Equal(expected, schedule.IsDue);
    }

    [Fact]
    public void RefreshSchedule_AfterFailures_IsDueLaterEachTimeAndAfter36SecondsAtMost()
    {
        var schedule = new RefreshSchedule(_time);
        var waits = new List<double>();
        for (var failure = 0; failure < 12; failure++)
        {
            schedule.Retry();
            waits.Add(schedule.UntilDue.TotalSeconds);
        }

        Assert.InRange(waits[0], 0.8, 1.2);
        Assert.InRange(waits[3], 6.4, 9.6);
        Assert.All(waits[6..], wait => Assert.InRange(wait, 24, 36));
    }
}
