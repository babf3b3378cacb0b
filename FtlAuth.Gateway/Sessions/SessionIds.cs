using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Sessions;

/// <summary>
/// The session ids that clients get in place of the server's: <c>base64url(id).base64url(HMAC-SHA256(key, id | iss | sub | org_id))</c>. Whoever
/// sees one cannot use it as anybody else, and every replica with the same secret can check it, since nothing has to be remembered.
/// </summary>
/// <param name="keys">The key to make with, and behind it the one that is still accepted.</param>
internal sealed class SessionIds(IReadOnlyList<byte[]> keys)
{
    public const string Header = "Mcp-Session-Id";

    /// <summary>The label of the key that is derived from the gateway's secret.</summary>
    public const string KeyLabel = "ftlauth session id v1";

    private const int MacLength = HMACSHA256.HashSizeInBytes;
    private static readonly int EncodedMacLength = Base64Url.GetEncodedLength(MacLength);

    /// <summary>The id that a user's client gets; null when the server's is none: MCP wants visible ASCII.</summary>
    public string? Wrap(string id, VerifiedToken token)
    {
        if (id.Length == 0 || id.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return null;
        }

        var bytes = Encoding.ASCII.GetBytes(id);
        Span<byte> mac = stackalloc byte[MacLength];
        ComputeMac(keys[0], bytes, token, mac);
        return $"{Base64Url.EncodeToString(bytes)}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>The server's id; null when the presented one was not handed out to this user.</summary>
    public string? Unwrap(string? presented, VerifiedToken token)
    {
        var dot = presented?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot <= 0 || presented!.Length - dot - 1 != EncodedMacLength)
        {
            return null;
        }

        Span<byte> mac = stackalloc byte[MacLength];
        var id = new byte[Base64Url.GetMaxDecodedLength(dot)];
        if (!TryDecode(presented.AsSpan(dot + 1), mac, out _) || !TryDecode(presented.AsSpan(0, dot), id, out var length))
        {
            return null;
        }

        var server = id.AsSpan(0, length);
        Span<byte> expected = stackalloc byte[MacLength];
        foreach (var key in keys)
        {
            ComputeMac(key, server, token, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, mac))
            {
                return Encoding.ASCII.GetString(server);
            }
        }

        return null;
    }

    // One spelling only: the decoder would skip white space, take padding, and ignore bits that stand for nothing.
    private static bool TryDecode(ReadOnlySpan<char> encoded, Span<byte> decoded, out int length)
    {
        length = 0;
        return Base64Url.IsValid(encoded)
            && Base64Url.TryDecodeFromChars(encoded, decoded, out length)
            && encoded.SequenceEqual(Base64Url.EncodeToString(decoded[..length]));
    }

    private static void ComputeMac(byte[] key, ReadOnlySpan<byte> id, VerifiedToken token, Span<byte> mac)
    {
        // Each with its length before it, so that no two users and ids give the same bytes.
        var most = id.Length + Encoding.UTF8.GetMaxByteCount(token.Issuer.Length + token.Subject.Length + (token.OrganizationId?.Length ?? 0) + 3)
            + (4 * sizeof(int));
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            BinaryPrimitives.WriteInt32BigEndian(buffer, id.Length);
            id.CopyTo(buffer.AsSpan(sizeof(int)));
            var length = sizeof(int) + id.Length;
            Append(token.Issuer, buffer, ref length);
            Append(token.Subject, buffer, ref length);
            Append(token.OrganizationId ?? "", buffer, ref length);
            HMACSHA256.HashData(key, buffer.AsSpan(0, length), mac);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Append(string text, byte[] buffer, ref int length)
    {
        var written = Encoding.UTF8.GetBytes(text, buffer.AsSpan(length + sizeof(int)));
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), written);
        length += sizeof(int) + written;
    }
}
