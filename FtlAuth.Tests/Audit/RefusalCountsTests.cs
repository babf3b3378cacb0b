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

        Assert.Equal(3, taken[(TokenRefusal.BadSignature, Address(1))]);
        Assert.Equal(1, taken[(TokenRefusal.BadSignature, Address(2))]);
        Assert.Equal(2, taken[(RequestRefusal.Session, Address(1))]);
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

        Assert.Equal(RefusalCounts.MostPairs + 1, taken.Count);
        Assert.Equal(1_000_000, taken.Values.Sum());
        Assert.Equal(1_000_000 - RefusalCounts.MostPairs, taken[(TokenRefusal.BadSignature, null)]);
    }

    private static ClientAddress Address(int number) => ClientAddress.Of(new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]));

    private void Count(RefusalReason reason, int address, int times)
    {
        for (; times > 0; times--)
        {
            _counts.Count(reason, Address(address));
        }
    }
}
