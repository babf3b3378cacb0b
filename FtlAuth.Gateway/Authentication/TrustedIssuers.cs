using System.Buffers;
using System.Collections;
using System.Text.Json;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The issuers whose tokens are accepted, in the order of the configuration.</summary>
internal sealed class TrustedIssuers(IReadOnlyList<TrustedIssuer> issuers) : IReadOnlyList<TrustedIssuer>
{
    public int Count => issuers.Count;

    public TrustedIssuer this[int index] => issuers[index];

    /// <summary>The issuer of a verified token.</summary>
    public TrustedIssuer Of(VerifiedToken token)
    {
        // By index: an enumerator would be allocated for each request.
        for (var index = 0; index < issuers.Count; index++)
        {
            if (issuers[index].Name == token.Issuer)
            {
                return issuers[index];
            }
        }

        throw new InvalidOperationException("A token was verified for an issuer that is not configured.");
    }

    /// <summary>
    /// The issuer by whose keys and rules a token is to be judged: the one that it names, before anything of what it says is verified. With one
    /// issuer there is nothing to choose, and whether the token names it is judged behind its signature.
    /// </summary>
    public TokenRefusal FindNamed(ReadOnlySpan<byte> token, out TrustedIssuer? named)
    {
        named = issuers.Count == 1 ? issuers[0] : null;
        if (named is not null)
        {
            return TokenRefusal.None;
        }

        if (token.Length > TokenValidator.MaxTokenLength)
        {
            return TokenRefusal.TooLarge;
        }

        var payload = ArrayPool<byte>.Shared.Rent(Base64UrlSegment.MaxDecodedLength(token.Length));
        try
        {
            return CompactToken.TrySplit(token, out var parts) && Base64UrlSegment.TryDecode(token[parts.Payload], payload, out var length)
                ? FindNamedIn(payload.AsSpan(0, length), out named)
                : TokenRefusal.MalformedToken;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half of a surrogate pair, which is JSON but no text.
            return TokenRefusal.MalformedClaims;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload, clearArray: true);
        }
    }

    // The first «iss»: a second one is refused by the validator, whichever issuer was found here.
    private TokenRefusal FindNamedIn(ReadOnlySpan<byte> claims, out TrustedIssuer? named)
    {
        named = null;
        var reader = new Utf8JsonReader(claims);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return TokenRefusal.MalformedClaims;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIssuer = reader.ValueTextEquals("iss"u8);
            reader.Read();
            if (!isIssuer)
            {
                reader.Skip();
                continue;
            }

            foreach (var issuer in issuers)
            {
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(issuer.Policy.IssuerBytes))
                {
                    named = issuer;
                    return TokenRefusal.None;
                }
            }

            return TokenRefusal.WrongIssuer;
        }

        return TokenRefusal.WrongIssuer;
    }

    public IEnumerator<TrustedIssuer> GetEnumerator() => issuers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
