using System.Buffers;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Authentication;

/// <summary>
/// Judges a compact JWS (RFC 7515 section 7.1) as an access token. Strict where the common libraries are lenient; pure: the same token, keys,
/// policy and time give the same answer, and no input throws.
/// </summary>
/// <remarks>
/// In this order, what costs nothing first: (1) structure, (2) header and algorithm, (3) key, (4) signature, (5) claims.
/// A claim is not looked at before the signature is good.
/// </remarks>
internal static class TokenValidator
{
    /// <summary>The largest token, in bytes.</summary>
    public const int MaxTokenLength = 16 * 1024;

    /// <param name="token">The token as presented.</param>
    /// <param name="keys">The issuer's keys; null while there are none.</param>
    /// <param name="policy">What the token is judged by.</param>
    /// <param name="now">The time.</param>
    public static TokenValidationOutcome Validate(ReadOnlySpan<byte> token, JsonWebKeySet? keys, TokenPolicy policy, DateTimeOffset now)
    {
        if (token.Length > MaxTokenLength)
        {
            return TokenRefusal.TooLarge;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Base64UrlSegment.MaxDecodedLength(token.Length) + 9);
        try
        {
            return Validate(token, buffer, keys, policy, now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static TokenValidationOutcome Validate(
        ReadOnlySpan<byte> token, Memory<byte> buffer, JsonWebKeySet? keys, TokenPolicy policy, DateTimeOffset now)
    {
        // (1) Three non-empty parts of strict base64url.
        if (!CompactToken.TrySplit(token, out var parts))
        {
            return TokenRefusal.MalformedToken;
        }

        if (!Decode(token[parts.Header], ref buffer, out var headerJson)
            || !Decode(token[parts.Payload], ref buffer, out var payloadJson)
            || !Decode(token[parts.Signature], ref buffer, out var signature))
        {
            return TokenRefusal.MalformedToken;
        }

        // (2) The header, and with it the algorithm.
        if (TokenHeader.Read(headerJson, policy, out var header) is var headerRefusal and not TokenRefusal.None)
        {
            return headerRefusal;
        }

        // (3) The key that the token names.
        if (keys is null)
        {
            return TokenRefusal.KeysUnavailable;
        }

        var keyRefusal = header.KeyId is null
            ? keys.FindOnly(header.Algorithm, out var key)
            : keys.Find(header.KeyId, header.Algorithm, out key);
        if (keyRefusal != TokenRefusal.None)
        {
            return keyRefusal;
        }

        // (4) The signature over the first two parts as they stand (RFC 7515 section 5.2).
        if (!key!.Verify(token[..parts.Payload.End.Value], signature.Span, header.Algorithm))
        {
            return TokenRefusal.BadSignature;
        }

        // (5) The claims.
        return TokenClaims.Read(payloadJson, policy, now);
    }

    private static bool Decode(ReadOnlySpan<byte> encoded, ref Memory<byte> buffer, out ReadOnlyMemory<byte> decoded)
    {
        var done = Base64UrlSegment.TryDecode(encoded, buffer.Span, out var written);
        decoded = buffer[..written];
        buffer = buffer[written..];
        return done;
    }
}
