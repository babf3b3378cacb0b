using FtlAuth.Gateway.Audit;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Audit;

public sealed class LogBudgetTests
{
    private const int Lines = 100;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_Flood_GetsTheLinesOfASecond()
    {
        var budget = new LogBudget(new LogLimit(Lines), _time);

        Assert.Equal(Lines, Take(budget, 100_000).Count(taken => taken));
    }

    [Fact]
    public void TryTake_InTheNextSecond_GetsItsOwn()
    {
        var budget = new LogBudget(new LogLimit(Lines), _time);
        Assert.Contains(false, Take(budget, Lines + 7));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.DoesNotContain(false, Take(budget, Lines));
    }

    [Fact]
    public void TryTake_NoMoreThanTheBudget_LeavesNothingOut()
    {
        var budget = new LogBudget(new LogLimit(Lines), _time);
        for (var second = 0; second < 5; second++)
        {
            Assert.DoesNotContain(false, Take(budget, Lines));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static List<bool> Take(LogBudget budget, int count) => [.. Enumerable.Range(0, count).Select(_ => budget.TryTake())];
}
