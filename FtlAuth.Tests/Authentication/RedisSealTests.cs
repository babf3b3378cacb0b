using System.Buffers.Binary;
using System.Security.Cryptography;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Tests.Authentication;

public sealed class RedisSealTests
{
    private const string Issuer = "https://issuer.test";
    private const string JwksUri = "https://issuer.test/oauth2/jwks";

    private static readonly DateTimeOffset FetchedAt = DateTimeOffset.FromUnixTimeMilliseconds(2_000_000_000_123);
    private static readonly byte[] Document = "{\"keys\":[]}"u8.ToArray();
    private static readonly byte[] Key = Enumerable.Repeat((byte)1, 32).ToArray();
    private static readonly byte[] OtherKey = Enumerable.Repeat((byte)2, 32).ToArray();

    [Fact]
    public void TryOpen_OwnEntry_GivesDocumentAndTime()
    {
        var seal = new RedisSeal([Key], Issuer, JwksUri);

        Assert.True(seal.TryOpen(seal.Seal(Document, FetchedAt), out var json, out var fetchedAt));
        Assert.Equal(Document, json);
        Assert.Equal(FetchedAt, fetchedAt);
    }

    [Fact]
    public void TryOpen_EveryBitOfTheEntryChanged_IsRefused()
    {
        var seal = new RedisSeal([Key], Issuer, JwksUri);
        var entry = seal.Seal(Document, FetchedAt);
        for (var bit = 0; bit < entry.Length * 8; bit++)
        {
            var tampered = entry.ToArray();
            tampered[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(seal.TryOpen(tampered, out var json, out var fetchedAt), $"Bit {bit} of version (byte 0), time (1), HMAC (9) or document (41) does not count.");
            Assert.Empty(json);
            Assert.Equal(default, fetchedAt);
        }
    }

    [Fact]
    public void TryOpen_EveryPrefixAndEveryLongerEntry_IsRefused()
    {
        var seal = new RedisSeal([Key], Issuer, JwksUri);
        var entry = seal.Seal(Document, FetchedAt);
        for (var length = 0; length < entry.Length; length++)
        {
            Assert.False(seal.TryOpen(entry[..length], out _, out _));
        }

        Assert.False(seal.TryOpen([.. entry, 0], out _, out _));
        Assert.False(seal.TryOpen([0, .. entry], out _, out _));
    }

    [Theory]
    [InlineData("https://other.test", JwksUri)]
    [InlineData(Issuer, "https://other.test/oauth2/jwks")]
    [InlineData("https://issuer.test/", JwksUri)]
    [InlineData(JwksUri, Issuer)]
    [InlineData("", Issuer + "\n" + JwksUri)]
    public void TryOpen_EntryOfAnotherIssuerOrUri_IsRefused(string issuer, string jwksUri)
    {
        var entry = new RedisSeal([Key], issuer, jwksUri).Seal(Document, FetchedAt);

        Assert.False(new RedisSeal([Key], Issuer, JwksUri).TryOpen(entry, out _, out _));
    }

    [Fact]
    public void TryOpen_EntryOfAnotherSecret_IsRefused()
    {
        var entry = new RedisSeal([OtherKey], Issuer, JwksUri).Seal(Document, FetchedAt);

        Assert.False(new RedisSeal([Key], Issuer, JwksUri).TryOpen(entry, out _, out _));
    }

    [Fact]
    public void TryOpen_PreviousSecret_IsAcceptedButNeverSealedWith()
    {
        var before = new RedisSeal([OtherKey], Issuer, JwksUri);
        var after = new RedisSeal([Key, OtherKey], Issuer, JwksUri);

        Assert.True(after.TryOpen(before.Seal(Document, FetchedAt), out _, out _));
        Assert.False(before.TryOpen(after.Seal(Document, FetchedAt), out _, out _));
        Assert.True(new RedisSeal([Key], Issuer, JwksUri).TryOpen(after.Seal(Document, FetchedAt), out _, out _));
    }

    [Fact]
    public void TryOpen_ForgedWithoutTheSecret_IsRefused()
    {
        var seal = new RedisSeal([Key], Issuer, JwksUri);
        var header = new byte[9];
        header[0] = 2;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(1), FetchedAt.ToUnixTimeMilliseconds());

        Assert.False(seal.TryOpen([.. header, .. new byte[32], .. Document], out _, out _));
        Assert.False(seal.TryOpen([.. header, .. SHA256.HashData(Document), .. Document], out _, out _));
        Assert.False(seal.TryOpen([.. header, .. HMACSHA256.HashData(Array.Empty<byte>(), Document), .. Document], out _, out _));
        Assert.False(seal.TryOpen(Document, out _, out _));
    }

    [Fact]
    public void Derive_Label_GivesEachFeatureAKeyOfItsOwn()
    {
        var options = new GatewayOptions { Secret = Convert.ToBase64String(Key), PreviousSecret = Convert.ToBase64String(OtherKey) };

        var seal = DerivedKey.Derive(options, "ftlauth jwks seal v1");
        var other = DerivedKey.Derive(options, "another");

        Assert.Equal(2, seal.Count);
        Assert.Equal(4, seal.Concat(other).Select(Convert.ToHexString).Distinct().Count());
        Assert.All(seal, key => Assert.Equal(32, key.Length));
        Assert.Equal(seal[0], DerivedKey.Derive(new GatewayOptions { Secret = Convert.ToBase64String(Key) }, "ftlauth jwks seal v1").Single());
        Assert.DoesNotContain(seal, key => key.SequenceEqual(Key));
    }
}
