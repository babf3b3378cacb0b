using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Tests.Configuration;

public sealed class ListeningAddressesTests
{
    [Theory]
    [InlineData("http://localhost:5000", true)]
    [InlineData("http://LocalHost:5000", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://127.9.9.9:1", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("https://localhost", true)]
    [InlineData("http://localhost/base", true)]
    [InlineData("http://unix:/run/gateway.sock", true)]
    [InlineData("http://[::ffff:127.0.0.1]:1", true)]
    [InlineData("http://*", false)]
    [InlineData("http://+", false)]
    [InlineData("http://*:80", false)]
    [InlineData("http://0.0.0.0:80", false)]
    [InlineData("http://[::]:80", false)]
    [InlineData("http://10.0.0.1:80", false)]
    [InlineData("http://128.0.0.1:80", false)]
    [InlineData("http://[::2]:80", false)]
    [InlineData("http://127.0.0.1.evil.com", false)]
    [InlineData("http://localhost.evil.com", false)]
    [InlineData("http://localhost.:80", false)]
    [InlineData("http://evil-localhost:80", false)]
    [InlineData("http://example.com", false)]
    [InlineData("http://127.0.0.1@evil.com", false)]
    [InlineData("localhost", false)]
    [InlineData("localhost:5000", false)]
    [InlineData("nonsense", false)]
    public void AreAllLoopback_OneAddress_IsParsed(string address, bool expected)
    {
        Assert.Equal(expected, AreAllLoopback(("urls", address)));
        Assert.Equal(expected, AreAllLoopback(("Kestrel:Endpoints:Main:Url", address)));
    }

    [Theory]
    [InlineData("http://localhost:1;http://127.0.0.1:2", true)]
    [InlineData("http://localhost:1; ;http://[::1]:2;", true)]
    [InlineData("http://localhost:1;http://0.0.0.0:2", false)]
    [InlineData("http://0.0.0.0:2;http://localhost:1", false)]
    [InlineData("http://localhost:1,http://0.0.0.0:2", false)]
    public void AreAllLoopback_SeveralAddresses_MustAllBe(string addresses, bool expected) => Assert.Equal(expected, AreAllLoopback(("urls", addresses)));

    [Fact]
    public void AreAllLoopback_NothingConfigured_IsTheDefaultOfLocalhost()
    {
        Assert.True(AreAllLoopback());
        Assert.True(AreAllLoopback(("urls", ""), ("http_ports", " "), ("https_ports", "")));
    }

    [Theory]
    [InlineData("http_ports")]
    [InlineData("https_ports")]
    public void AreAllLoopback_Ports_AreOpenToEverybody(string key)
    {
        Assert.False(AreAllLoopback((key, "8080")));
        Assert.True(AreAllLoopback((key, "8080"), ("urls", "http://localhost:1")));
    }

    [Fact]
    public void AreAllLoopback_Endpoints_WinOverAddresses()
    {
        Assert.True(AreAllLoopback(("Kestrel:Endpoints:A:Url", "http://localhost:1"), ("urls", "http://*:80")));
        Assert.False(AreAllLoopback(("Kestrel:Endpoints:A:Url", "http://*:80"), ("urls", "http://localhost:1")));
        Assert.False(AreAllLoopback(("Kestrel:Endpoints:A:Url", "http://localhost:1"), ("Kestrel:Endpoints:B:Url", "http://*:80")));
        Assert.False(AreAllLoopback(("Kestrel:Endpoints:A:Protocols", "Http1")));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("[::1]", true)]
    [InlineData("", false)]
    [InlineData("*", false)]
    [InlineData("localhost.", false)]
    [InlineData("localhost.evil.com", false)]
    [InlineData("127.0.0.1.evil.com", false)]
    [InlineData("1270.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    public void IsLoopbackHost_Host_IsParsed(string host, bool expected) => Assert.Equal(expected, ListeningAddresses.IsLoopbackHost(host));

    private static bool AreAllLoopback(params (string Key, string? Value)[] settings) => ListeningAddresses.AreAllLoopback(Settings.Configuration(settings));
}
