using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace FtlAuth.MockAuthKit;

/// <summary>Identifiers and secrets that look like those of WorkOS.</summary>
internal static class Identifier
{
    private const string Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The prefix and a ULID: 48 bits of time in milliseconds, 80 random bits, in Crockford's base 32.</summary>
    public static string New(string prefix, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var random = BinaryPrimitives.ReadUInt128BigEndian(bytes) >> 48;
        var value = ((UInt128)(ulong)now.ToUnixTimeMilliseconds() << 80) | random;
        Span<char> ulid = stackalloc char[26];
        for (var i = ulid.Length - 1; i >= 0; i--)
        {
            ulid[i] = Base32[(int)(value & 31)];
            value >>= 5;
        }

        return $"{prefix}{ulid}";
    }

    /// <summary>32 random bytes, base64url.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
