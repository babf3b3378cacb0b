using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>EMSA-PSS with SHA-256 and a salt of any length (RFC 8017 section 9.1.1), which the platform does not make.</summary>
internal static class PssBlock
{
    public const int LongestSalt = RawRsa.Length - 32 - 2;

    public static byte[] Pad(byte[] hash, int saltLength)
    {
        var salt = RandomNumberGenerator.GetBytes(saltLength);
        var salted = SHA256.HashData([.. new byte[8], .. hash, .. salt]);
        byte[] data = [.. new byte[LongestSalt - saltLength], 1, .. salt];
        byte[] masked = [.. data.Zip(Mask(salted, data.Length), (one, other) => (byte)(one ^ other))];

        // The block has one bit less than the modulus.
        masked[0] &= 0x7F;
        return [.. masked, .. salted, 0xBC];
    }

    // MGF1 (RFC 8017 appendix B.2.1).
    private static IEnumerable<byte> Mask(byte[] seed, int length) => Enumerable.Range(0, (length + 31) / 32).SelectMany(counter =>
    {
        var block = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(block, counter);
        return SHA256.HashData([.. seed, .. block]);
    }).Take(length);
}
