using System.Net;
using FtlAuth.Gateway.Audit;

namespace FtlAuth.Tests.Audit;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    [InlineData("::1", "::/64")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    public void Of_AnAddress_IsWhatTellsOneHostFromTheNext(string address, string expected) =>
        Assert.Equal(expected, ClientAddress.Of(IPAddress.Parse(address)).ToString());

    [Theory]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "::192.0.2.7", false)]
    public void Of_TwoAddresses_AreTheSameWhereOneHostMayHaveBoth(string one, string other, bool same) =>
        Assert.Equal(same, ClientAddress.Of(IPAddress.Parse(one)) == ClientAddress.Of(IPAddress.Parse(other)));

    [Fact]
    public void GetHashCode_OfAddressesWhoseFoldIsTheSame_IsNotTheSame()
    {
        // Each differs in the upper and the lower half of its network by the same bits, which the framework's own hash of a number folds away.
        var hashes = Enumerable.Range(0, 1000).Select(number => new ClientAddress(((UInt128)(uint)number << 96) | ((UInt128)(uint)number << 64)).GetHashCode());

        Assert.InRange(hashes.Distinct().Count(), 990, 1000);
    }

    [Fact]
    public void ToString_OfNone_SaysSo() => Assert.Equal("unknown", default(ClientAddress).ToString());
}
