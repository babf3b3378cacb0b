using System.Net;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Audit;

public sealed class RefusalCountsTests
{
    private readonly RefusalCounts _counts = new();

    [Fact]
    public void Count_ByReasonAndAddress_IsTakenOnce()
    {
        Count(TokenRefusal.BadSignature, 1, 3);
        Count(TokenRefusal.BadSignature, 2, 1);
        Count(RequestRefusal.Session, 1, 2);

        var taken = _counts.Take();

        Assert.Equal(3, taken[new("refused", TokenRefusal.BadSignature, Address(1))]);
        Assert.Equal(1, taken[new("refused", TokenRefusal.BadSignature, Address(2))]);
        Assert.Equal(2, taken[new("refused", RequestRefusal.Session, Address(1))]);
        Assert.Equal(3, taken.Count);
        Assert.Empty(_counts.Take());
    }

    [Fact]
    public void Count_OfAMillionAddresses_TakesBoundedMemoryAndLosesNone()
    {
        for (var address = 0; address < 1_000_000; address++)
        {
            Count(TokenRefusal.BadSignature, address, 1);
        }

        var taken = _counts.Take();

        Assert.Equal(RefusalCounts.MostKeys + 1, taken.Count);
        Assert.Equal(1_000_000, taken.Values.Sum());
        Assert.Equal(1_000_000 - RefusalCounts.MostKeys, taken[new("refused", TokenRefusal.BadSignature, null)]);
    }

    [Fact]
    public async Task Take_WhileOthersCount_LosesNoneAndTakesNoneTwice()
    {
        var taken = 0L;
        var counting = Parallel.ForAsync(0, 100_000, TestContext.Current.CancellationToken, (index, _) =>
        {
            Count(TokenRefusal.BadSignature, index % 2000, 1);
            return ValueTask.CompletedTask;
        });
        while (!counting.IsCompleted)
        {
            taken += _counts.Take().Values.Sum();
        }

        await counting;
        Assert.Equal(100_000, taken + _counts.Take().Values.Sum());
    }

    private static ClientAddress Address(int number) => ClientAddress.Of(new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]));

    private void Count(RefusalReason reason, int address, int times)
    {
        for (; times > 0; times--)
        {
            _counts.Count(new("refused", reason, Address(address)));
        }
    }
}
