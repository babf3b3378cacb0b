using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The SHA-256 of a whole token, by which it is known without being kept.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            // A bearer token has visible ASCII characters alone (RFC 6750 section 2.1).
            var length = Encoding.ASCII.GetBytes(token, buffer);
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(buffer.AsSpan(0, length), MemoryMarshal.AsBytes(hash));
            return new TokenHash(hash[0], hash[1]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
