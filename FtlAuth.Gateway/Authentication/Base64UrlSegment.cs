using System.Buffers;
using System.Buffers.Text;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Strict base64url (RFC 7515 section 2): no padding, no white space, no bits that do not count. The framework's decoder is lenient in all three.</summary>
internal static class Base64UrlSegment
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    // The last characters whose unused low bits are zero: 4 of them after one byte, 2 after two.
    private static readonly SearchValues<byte> CanonicalAfterOneByte = SearchValues.Create("AQgw"u8);
    private static readonly SearchValues<byte> CanonicalAfterTwoBytes = SearchValues.Create("AEIMQUYcgkosw048"u8);

    public static int MaxDecodedLength(int encodedLength) => ((encodedLength + 3) / 4 * 3);

    public static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> destination, out int written)
    {
        written = 0;
        return encoded.Length > 0
            && !encoded.ContainsAnyExcept(Alphabet)
            && IsCanonical(encoded)
            && Base64Url.DecodeFromUtf8(encoded, destination, out _, out written) == OperationStatus.Done;
    }

    private static bool IsCanonical(ReadOnlySpan<byte> encoded) => (encoded.Length % 4) switch
    {
        1 => false,
        2 => CanonicalAfterOneByte.Contains(encoded[^1]),
        3 => CanonicalAfterTwoBytes.Contains(encoded[^1]),
        _ => true,
    };
}
