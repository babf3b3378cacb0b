using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Jwks;

/// <summary>Reads one JSON Web Key (RFC 7517 section 4, RFC 7518 section 6). A key that must not be used is skipped, not an error.</summary>
internal static class JsonWebKeyParser
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 8192;
    private const int MaxExponentBytes = 4;

    // RFC 7518 sections 6.2.2 and 6.3.2.
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth"];

    /// <summary>The key; null when it is not for verifying signatures, not understood, too weak, or malformed.</summary>
    public static VerificationKey? Parse(JsonElement key)
    {
        try
        {
            return ParseUsable(key);
        }
        catch (InvalidOperationException)
        {
            // A string with half of a surrogate pair, which is JSON but no text.
            return null;
        }
    }

    private static VerificationKey? ParseUsable(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || !IsForVerifying(key) || IsPrivate(key)
            || !TryGetOptionalString(key, "kid", out var id) || !TryGetOptionalString(key, "alg", out var name))
        {
            return null;
        }

        var algorithm = name is null ? null : SignatureAlgorithm.Find(name);
        if (name is not null && algorithm is null)
        {
            return null;
        }

        try
        {
            return TryGetOptionalString(key, "kty", out var type)
                ? type switch
                {
                    SignatureAlgorithm.Rsa => ParseRsa(key, id, algorithm),
                    SignatureAlgorithm.EllipticCurve => ParseEllipticCurve(key, id, algorithm),
                    _ => null,
                }
                : null;
        }
        catch (CryptographicException)
        {
            // The platform refused the numbers: no point on the curve, or an even modulus.
            return null;
        }
    }

    private static bool IsForVerifying(JsonElement key)
    {
        if (key.TryGetProperty("use", out var use) && !(use.ValueKind == JsonValueKind.String && use.ValueEquals("sig")))
        {
            return false;
        }

        return !key.TryGetProperty("key_ops", out var operations)
            || (operations.ValueKind == JsonValueKind.Array
                && operations.EnumerateArray().Any(operation => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify")));
    }

    // A private key that was published signs for everybody who reads the set: its signatures say nothing any more.
    private static bool IsPrivate(JsonElement key) => Array.Exists(PrivateMembers, name => key.TryGetProperty(name, out _));

    private static VerificationKey? ParseRsa(JsonElement key, string? id, SignatureAlgorithm? algorithm)
    {
        if (algorithm is { KeyType: not SignatureAlgorithm.Rsa }
            || Decode(key, "n") is not { } modulus || Decode(key, "e") is not { } exponent)
        {
            return null;
        }

        // A Base64urlUInt has no leading zeros (RFC 7518 section 2), yet some issuers write one.
        modulus = modulus.AsSpan().TrimStart((byte)0).ToArray();
        exponent = exponent.AsSpan().TrimStart((byte)0).ToArray();
        var bits = (modulus.Length * 8) - (modulus.Length > 0 ? byte.LeadingZeroCount(modulus[0]) : 0);
        var sane = bits is >= MinRsaBits and <= MaxRsaBits
            && exponent.Length is > 0 and <= MaxExponentBytes
            && (exponent[^1] & 1) == 1
            && (exponent.Length > 1 || exponent[0] >= 3);
        return sane ? new VerificationKey(id, algorithm, new RSAParameters { Modulus = modulus, Exponent = exponent }) : null;
    }

    private static VerificationKey? ParseEllipticCurve(JsonElement key, string? id, SignatureAlgorithm? algorithm)
    {
        if (!TryGetOptionalString(key, "crv", out var curve) || Decode(key, "x") is not { } x || Decode(key, "y") is not { } y)
        {
            return null;
        }

        var (parameters, length) = curve switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            _ => (default, 0),
        };
        return length > 0 && x.Length == length && y.Length == length && (algorithm is null || algorithm.Curve == curve)
            ? new VerificationKey(id, algorithm, curve!, new ECParameters { Curve = parameters, Q = new ECPoint { X = x, Y = y } })
            : null;
    }

    private static bool TryGetOptionalString(JsonElement key, string name, out string? value)
    {
        value = null;
        if (!key.TryGetProperty(name, out var member))
        {
            return true;
        }

        if (member.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        value = member.GetString();
        return true;
    }

    private static byte[]? Decode(JsonElement key, string name)
    {
        if (!TryGetOptionalString(key, name, out var text) || text is null)
        {
            return null;
        }

        var encoded = Encoding.UTF8.GetBytes(text);
        var buffer = new byte[Base64UrlSegment.MaxDecodedLength(encoded.Length)];
        return Base64UrlSegment.TryDecode(encoded, buffer, out var written) ? buffer[..written] : null;
    }
}
