using System.Text;
using System.Text.Json;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The claims of a token whose signature is good (RFC 7519 section 4.1, RFC 9068 section 4), judged one independent of the other.</summary>
internal static class TokenClaims
{
    private const int MaxSubjectBytes = 1024;

    // The last second of the year 9999, the end of what DateTimeOffset can say.
    private const double EndOfTime = 253402300799;
    private const double BeginningOfTime = -62135596800;

    public static TokenValidationOutcome Read(ReadOnlyMemory<byte> json, TokenPolicy policy, DateTimeOffset now)
    {
        if (!StrictJson.TryParseObject(json, out var document))
        {
            return TokenRefusal.MalformedClaims;
        }

        using (document)
        {
            var root = document.RootElement;
            var validity = default(Validity);
            var refusal = CheckIssuer(root, policy);
            refusal = refusal == TokenRefusal.None ? CheckTimes(root, policy.ClockSkew, now, out validity) : refusal;
            var audience = CheckAudience(root, policy);
            refusal = refusal == TokenRefusal.None && !policy.ReportsAudienceOnly ? audience : refusal;
            refusal = refusal == TokenRefusal.None ? CheckPurpose(root) : refusal;
            if (refusal != TokenRefusal.None)
            {
                return refusal;
            }

            if (!IsTextIfPresent(root, "jti"u8))
            {
                return TokenRefusal.MalformedClaims;
            }

            if (!root.TryGetProperty("sub"u8, out var sub) || !StrictJson.TryGetText(sub, out var subject) || !IsSubject(subject))
            {
                return TokenRefusal.MissingSubject;
            }

            var clientId = GetText(root, "client_id"u8) ?? GetText(root, "azp"u8);
            if (policy.AllowedClientIds is { } allowed && (clientId is null || !allowed.Contains(clientId)))
            {
                return TokenRefusal.ClientNotAllowed;
            }

            return TokenValidationOutcome.Accepted(new VerifiedToken
            {
                Subject = subject,
                Issuer = policy.Issuer,
                Expires = validity.Expires,
                NotBefore = validity.NotBefore,
                ClientId = clientId,
                OrganizationId = GetText(root, "org_id"u8),
                SessionId = GetText(root, "sid"u8),
                Email = GetText(root, "email"u8),
                Scopes = GetScopes(root),
                Claims = policy.KeptClaims.Count > 0 ? GetClaims(root, policy.KeptClaims) : [],
                Reported = audience,
            });
        }
    }

    private static TokenRefusal CheckIssuer(JsonElement root, TokenPolicy policy) =>
        root.TryGetProperty("iss"u8, out var iss) && StrictJson.TextEquals(iss, policy.IssuerBytes)
            ? TokenRefusal.None
            : TokenRefusal.WrongIssuer;

    private static TokenRefusal CheckTimes(JsonElement root, TimeSpan skew, DateTimeOffset now, out Validity validity)
    {
        validity = default;
        var seconds = now.ToUnixTimeMilliseconds() / 1000d;
        if (!root.TryGetProperty("exp"u8, out var exp) || !TryGetTime(exp, out var expiry) || expiry is < 0 or > EndOfTime)
        {
            return TokenRefusal.MissingExpiry;
        }

        validity = new Validity(DateTimeOffset.UnixEpoch.AddSeconds(expiry), DateTimeOffset.MinValue);
        if (expiry + skew.TotalSeconds <= seconds)
        {
            return TokenRefusal.Expired;
        }

        if (root.TryGetProperty("nbf"u8, out var nbf))
        {
            if (!TryGetTime(nbf, out var notBefore))
            {
                return TokenRefusal.MalformedNotBefore;
            }

            // A token that ends before it begins is valid at no time; the skew must not make it so.
            if (notBefore - skew.TotalSeconds > seconds || notBefore > expiry)
            {
                return TokenRefusal.NotYetValid;
            }

            // Not in the future, and before the year 1 no sooner than then.
            validity = validity with { NotBefore = DateTimeOffset.UnixEpoch.AddSeconds(Math.Max(notBefore - skew.TotalSeconds, BeginningOfTime)) };
        }

        if (root.TryGetProperty("iat"u8, out var iat))
        {
            if (!TryGetTime(iat, out var issuedAt))
            {
                return TokenRefusal.MalformedIssuedAt;
            }

            if (issuedAt - skew.TotalSeconds > seconds)
            {
                return TokenRefusal.IssuedInFuture;
            }
        }

        return TokenRefusal.None;
    }

    private static bool TryGetTime(JsonElement element, out double seconds)
    {
        seconds = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out seconds) && double.IsFinite(seconds) && seconds >= -EndOfTime;
    }

    private static TokenRefusal CheckAudience(JsonElement root, TokenPolicy policy)
    {
        if (!policy.ChecksAudience)
        {
            return TokenRefusal.None;
        }

        if (!root.TryGetProperty("aud"u8, out var aud))
        {
            return TokenRefusal.MissingAudience;
        }

        if (aud.ValueKind == JsonValueKind.String)
        {
            return IsEmpty(aud) ? TokenRefusal.MissingAudience
                : IsAccepted(aud, policy) ? TokenRefusal.None
                : IsClientId(aud) ? TokenRefusal.ClientIdAudience : TokenRefusal.WrongAudience;
        }

        if (aud.ValueKind != JsonValueKind.Array || aud.GetArrayLength() == 0)
        {
            return TokenRefusal.MissingAudience;
        }

        var (accepted, clientId) = (false, false);
        foreach (var item in aud.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return TokenRefusal.MissingAudience;
            }

            accepted |= IsAccepted(item, policy);
            clientId |= IsClientId(item);
        }

        return accepted ? TokenRefusal.None : clientId ? TokenRefusal.ClientIdAudience : TokenRefusal.WrongAudience;
    }

    // What AuthKit makes a token for when the resource that was asked for is not registered.
    private static bool IsClientId(JsonElement audience) =>
        StrictJson.TryGetText(audience, out var text) && text.StartsWith("client_", StringComparison.Ordinal);

    private static bool IsEmpty(JsonElement text) => StrictJson.TextEquals(text, []);

    private static bool IsAccepted(JsonElement audience, TokenPolicy policy)
    {
        foreach (var accepted in policy.AudienceBytes)
        {
            if (StrictJson.TextEquals(audience, accepted))
            {
                return true;
            }
        }

        return false;
    }

    private static TokenRefusal CheckPurpose(JsonElement root)
    {
        if (root.TryGetProperty("cnf"u8, out _))
        {
            return TokenRefusal.ProofOfPossessionRequired;
        }

        return root.TryGetProperty("nonce"u8, out _) || root.TryGetProperty("at_hash"u8, out _) || root.TryGetProperty("c_hash"u8, out _)
            ? TokenRefusal.IdToken
            : TokenRefusal.None;
    }

    private static bool IsSubject(string subject)
    {
        if (subject.Length == 0 || Encoding.UTF8.GetByteCount(subject) > MaxSubjectBytes)
        {
            return false;
        }

        foreach (var character in subject)
        {
            if (char.IsControl(character))
            {
                return false;
            }
        }

        return true;
    }

    // RFC 7519 section 4.1.7: a string. Null counts as absent.
    private static bool IsTextIfPresent(JsonElement root, ReadOnlySpan<byte> name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static string? GetText(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) && StrictJson.TryGetText(value, out var text) && text.Length > 0 ? text : null;

    private static Dictionary<string, IReadOnlyList<string>> GetClaims(JsonElement root, IReadOnlyList<string> names)
    {
        var claims = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && GetTexts(value) is { Length: > 0 } texts)
            {
                claims[name] = texts;
            }
        }

        return claims;
    }

    /// <summary>A value, or a list of values, as texts; null when it is anything else: of half a claim nobody could tell what it says.</summary>
    private static string[]? GetTexts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return GetScalar(value) is { } single ? [single] : null;
        }

        var texts = new string[value.GetArrayLength()];
        var count = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (GetScalar(item) is not { } text)
            {
                return null;
            }

            texts[count++] = text;
        }

        return texts;
    }

    private static string? GetScalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => StrictJson.TryGetText(value, out var text) && text.Length > 0 ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string[] GetScopes(JsonElement root)
    {
        if (GetText(root, "scope"u8) is { } scope)
        {
            return scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        if (!root.TryGetProperty("scp"u8, out var scp))
        {
            return [];
        }

        if (scp.ValueKind == JsonValueKind.Array)
        {
            return [.. scp.EnumerateArray().Select(item => StrictJson.TryGetText(item, out var text) ? text : "").Where(text => text.Length > 0)];
        }

        return StrictJson.TryGetText(scp, out var list) ? list.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    private readonly record struct Validity(DateTimeOffset Expires, DateTimeOffset NotBefore);
}
