using System.Net;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Patterns;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Patterns;

public sealed class CountingTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Count_AtTheThreshold_TellsOnceInAWindow(int threshold)
    {
        var counts = new WindowedCounts<int>(threshold, Window, _time);
        for (var window = 0; window < 3; window++)
        {
            Assert.Equal([.. Enumerable.Range(1, 20).Select(count => count == threshold)], Enumerable.Range(1, 20).Select(_ => counts.Count(7)));
            _time.Advance(Window);
        }
    }

    [Fact]
    public void Count_SpreadOverMoreThanAWindow_TellsNothing()
    {
        var counts = new WindowedCounts<int>(3, Window, _time);
        for (var count = 0; count < 20; count++)
        {
            Assert.False(counts.Count(7));
            _time.Advance(Window / 2);
        }
    }

    [Fact]
    public void Count_OfManyKeysOnce_TellsNothing_AndOfAFrequentOneDoes()
    {
        var counts = new WindowedCounts<int>(50, Window, _time);
        Assert.DoesNotContain(true, Enumerable.Range(0, 1_000_000).Select(counts.Count));

        _time.Advance(Window);
        Assert.Contains(true, Enumerable.Range(0, 100_000).Select(key => counts.Count(-1) | counts.Count(key)));
    }

    [Fact]
    public void Count_WithoutThreshold_TellsNothing() =>
        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(_ => new WindowedCounts<int>(0, Window, _time).Count(7)));

    [Fact]
    public void Note_NewAddressesUpToTheThreshold_TellsOnceInAWindow()
    {
        var addresses = new DistinctAddresses(3, Window, _time);
        for (var window = 0; window < 2; window++)
        {
            int[] numbers = [1, 1, 2, 3, 4, 3];
            Assert.Equal([false, false, false, true, false, false], numbers.Select(number => Note(addresses, "user_1", number)));
            _time.Advance(Window);
        }
    }

    [Fact]
    public void Note_UsersWithFewAddresses_TellsNothing()
    {
        var addresses = new DistinctAddresses(3, Window, _time);
        for (var user = 0; user < 10_000; user++)
        {
            Assert.False(Note(addresses, $"user_{user}", 1));
            Assert.False(Note(addresses, $"user_{user}", 2));
            Assert.False(Note(addresses, $"user_{user}", 1));
        }
    }

    [Fact]
    public void Note_OneUserWithMany_AmongManyWithOne_IsTold()
    {
        var addresses = new DistinctAddresses(5, Window, _time);
        for (var user = 0; user < 100_000; user++)
        {
            Note(addresses, $"user_{user}", 1);
        }

        Assert.Equal([false, false, false, false, true], Enumerable.Range(1, 5).Select(number => Note(addresses, "user_7", number)));
    }

    [Fact]
    public void Note_AddressesInDifferentWindows_TellsNothing()
    {
        var addresses = new DistinctAddresses(3, Window, _time);
        for (var number = 0; number < 10; number++)
        {
            Assert.False(Note(addresses, "user_1", number));
            _time.Advance(Window / 2);
        }
    }

    private static bool Note(DistinctAddresses addresses, string subject, int number) =>
        addresses.Note(("https://issuer.test", subject), ClientAddress.Of(new IPAddress([10, 0, 0, (byte)number])));
}
