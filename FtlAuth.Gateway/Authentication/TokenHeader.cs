using System.Text.Json;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The header of a compact JWS (RFC 7515 section 4.1), judged.</summary>
internal readonly record struct TokenHeader(SignatureAlgorithm Algorithm, string? KeyId)
{
    private const int MaxKeyIdLength = 256;

    public static TokenRefusal Read(ReadOnlyMemory<byte> json, TokenPolicy policy, out TokenHeader header)
    {
        header = default;
        if (!StrictJson.TryParseObject(json, out var document))
        {
            return TokenRefusal.MalformedHeader;
        }

        using (document)
        {
            return Read(document.RootElement, policy, out header);
        }
    }

    private static TokenRefusal Read(JsonElement root, TokenPolicy policy, out TokenHeader header)
    {
        header = default;
        if (!root.TryGetProperty("alg"u8, out var alg) || !StrictJson.TryGetText(alg, out var name))
        {
            return TokenRefusal.MalformedHeader;
        }

        if (SignatureAlgorithm.Find(name) is not { } algorithm || !policy.Algorithms.Contains(algorithm))
        {
            return TokenRefusal.AlgorithmNotAllowed;
        }

        if (FindForbidden(root) is var forbidden and not TokenRefusal.None)
        {
            return forbidden;
        }

        if (root.TryGetProperty("typ"u8, out var typ) && !IsAccessTokenType(typ))
        {
            return TokenRefusal.WrongType;
        }

        string? keyId = null;
        if (root.TryGetProperty("kid"u8, out var kid)
            && (!StrictJson.TryGetText(kid, out keyId) || keyId.Length is 0 or > MaxKeyIdLength || keyId.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            return TokenRefusal.MalformedKeyId;
        }

        header = new TokenHeader(algorithm, keyId);
        return TokenRefusal.None;
    }

    // Whatever a token says about how it is to be verified is the forger's word: nothing of it is followed, not even looked at.
    private static TokenRefusal FindForbidden(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            var refusal = member.Name switch
            {
                "crit" => TokenRefusal.CriticalHeader,
                "b64" => TokenRefusal.UnencodedPayload,
                "zip" => TokenRefusal.Compressed,
                "jwk" or "jku" or "x5u" or "x5c" => TokenRefusal.EmbeddedKey,
                "cty" or "enc" => TokenRefusal.NestedToken,
                "x5t" when member.Value.ValueKind != JsonValueKind.String => TokenRefusal.MalformedHeader,
                _ => TokenRefusal.None,
            };
            if (refusal != TokenRefusal.None)
            {
                return refusal;
            }
        }

        return TokenRefusal.None;
    }

    private static bool IsAccessTokenType(JsonElement typ) =>
        StrictJson.TryGetText(typ, out var value)
        && (value.Equals("JWT", StringComparison.OrdinalIgnoreCase)
            || value.Equals("at+jwt", StringComparison.OrdinalIgnoreCase)
            || value.Equals("application/at+jwt", StringComparison.OrdinalIgnoreCase));
}
