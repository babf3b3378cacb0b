using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// Seals what the replicas share in Redis. Whoever can write there must not be able to sign in as anyone, so that an entry counts only with an
/// HMAC over issuer, URI, time and content: it can be neither made up, nor changed, nor moved from one issuer to another.
/// </summary>
/// <remarks>Layout: version (1 byte), time (8, milliseconds of Unix time), HMAC-SHA256 (32), the content.</remarks>
internal sealed class RedisSeal(IReadOnlyList<byte[]> keys, string issuer, string jwksUri)
{
    private const byte Version = 2;
    private const int TimeOffset = 1;
    private const int MacOffset = TimeOffset + sizeof(long);
    private const int ContentOffset = MacOffset + HMACSHA256.HashSizeInBytes;

    private readonly byte[] _context = Encoding.UTF8.GetBytes($"{issuer}\n{jwksUri}\n");

    public byte[] Seal(ReadOnlySpan<byte> content, DateTimeOffset at)
    {
        var entry = new byte[ContentOffset + content.Length];
        entry[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(TimeOffset), at.ToUnixTimeMilliseconds());
        content.CopyTo(entry.AsSpan(ContentOffset));
        Mac(keys[0], entry).CopyTo(entry, MacOffset);
        return entry;
    }

    /// <summary>False unless the entry was sealed for this issuer and URI with the present secret or the previous one.</summary>
    public bool TryOpen(byte[] entry, out byte[] content, out DateTimeOffset at)
    {
        content = [];
        at = default;
        if (entry.Length < ContentOffset || entry[0] != Version || !IsAuthentic(entry))
        {
            return false;
        }

        content = entry[ContentOffset..];
        at = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(TimeOffset)));
        return true;
    }

    private bool IsAuthentic(byte[] entry)
    {
        var mac = entry.AsSpan(MacOffset, HMACSHA256.HashSizeInBytes);
        foreach (var key in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(Mac(key, entry), mac))
            {
                return true;
            }
        }

        return false;
    }

    private byte[] Mac(byte[] key, byte[] entry)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(_context);
        hmac.AppendData(entry, 0, MacOffset);
        hmac.AppendData(entry, ContentOffset, entry.Length - ContentOffset);
        return hmac.GetHashAndReset();
    }
}
