using System.Collections.Frozen;
using System.Text.Json;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Jwks;

/// <summary>An issuer's key set (RFC 7517 section 5), parsed once; never changes.</summary>
internal sealed class JsonWebKeySet
{
    /// <summary>More keys than any issuer has; a larger set is refused as a whole.</summary>
    public const int MaxKeys = 100;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly FrozenDictionary<string, VerificationKey[]>.AlternateLookup<ReadOnlySpan<char>> _byId;
    private readonly VerificationKey? _only;

    private JsonWebKeySet(IReadOnlyList<VerificationKey> keys)
    {
        Count = keys.Count;
        _only = keys.Count == 1 ? keys[0] : null;
        _byId = keys.Where(key => key.Id is not null)
            .GroupBy(key => key.Id!, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many usable keys there are.</summary>
    public int Count { get; }

    /// <summary>The set; null when the document is not a key set, is too large, or has no usable key.</summary>
    public static JsonWebKeySet? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var keys)
                || keys.ValueKind != JsonValueKind.Array
                || keys.GetArrayLength() > MaxKeys)
            {
                return null;
            }

            var usable = keys.EnumerateArray().Select(JsonWebKeyParser.Parse).OfType<VerificationKey>().ToArray();
            return usable.Length > 0 ? new JsonWebKeySet(usable) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half of a surrogate pair, which is JSON but no text.
            return null;
        }
    }

    /// <summary>Exactly the key of that id, never another one on trial.</summary>
    public TokenRefusal Find(ReadOnlySpan<char> id, SignatureAlgorithm algorithm, out VerificationKey? key)
    {
        key = null;
        if (!_byId.TryGetValue(id, out var candidates))
        {
            return TokenRefusal.UnknownKey;
        }

        foreach (var candidate in candidates)
        {
            if (candidate.Fits(algorithm))
            {
                if (key is not null)
                {
                    // Two keys of one id for one algorithm: which one is meant cannot be told.
                    key = null;
                    return TokenRefusal.KeyNotForAlgorithm;
                }

                key = candidate;
            }
        }

        return key is null ? TokenRefusal.KeyNotForAlgorithm : TokenRefusal.None;
    }

    /// <summary>The key of a token that names none: there is one only while the set has exactly one.</summary>
    public TokenRefusal FindOnly(SignatureAlgorithm algorithm, out VerificationKey? key)
    {
        key = _only;
        if (key is null)
        {
            return TokenRefusal.MissingKeyId;
        }

        return key.Fits(algorithm) ? TokenRefusal.None : TokenRefusal.KeyNotForAlgorithm;
    }
}
