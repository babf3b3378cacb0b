using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Keys;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Signed JSON Web Tokens in compact form (RFC 7515, section 7.1).</summary>
internal static class JsonWebToken
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The header of AuthKit's tokens: no <c>typ</c>.</summary>
    public static JsonObject Header(SigningKey key) => new() { ["alg"] = key.Algorithm.Name, ["kid"] = key.KeyId };

    /// <summary>Writes and signs a token.</summary>
    /// <param name="key">The key to sign with.</param>
    /// <param name="header">The members of the header.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="headerOverrides">An object whose members replace those of the header as they stand; a null removes one.</param>
    /// <param name="claimOverrides">The same for the claims.</param>
    public static string Write(
        SigningKey key, JsonObject header, JsonObject claims, JsonElement? headerOverrides = null, JsonElement? claimOverrides = null)
    {
        var input = $"{Encode(header, headerOverrides)}.{Encode(claims, claimOverrides)}";
        return $"{input}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The claims of a token that a key of the set signed; null for anything else. Time is not judged.</summary>
    public static JsonElement? Read(string token, SigningKeyRing keys)
    {
        try
        {
            if (token.Split('.') is not [var header, var payload, var signature]
                || Decode(header) is not { ValueKind: JsonValueKind.Object } headerMembers
                || Text(headerMembers, "kid") is not { } keyId
                || keys.Find(keyId) is not { } key
                || Text(headerMembers, "alg") != key.Algorithm.Name
                || !key.Verify(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature)))
            {
                return null;
            }

            return Decode(payload) is { ValueKind: JsonValueKind.Object } claims ? claims : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is a string; null when there is none, or its escapes are no Unicode text.</summary>
    public static string? Text(JsonElement members, string name)
    {
        try
        {
            return members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Encode(JsonObject members, JsonElement? overrides)
    {
        List<JsonProperty> replacements = overrides is { } given ? [.. given.EnumerateObject()] : [];
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members.Where(member => !replacements.Exists(replacement => replacement.NameEquals(member.Key))))
            {
                writer.WritePropertyName(name);
                value!.WriteTo(writer);
            }

            // Raw, so that a test gets exactly what it wrote: 1.0, an escape that is no character, the same member twice.
            foreach (var replacement in replacements.Where(replacement => replacement.Value.ValueKind != JsonValueKind.Null))
            {
                writer.WritePropertyName(replacement.Name);
                writer.WriteRawValue(replacement.Value.GetRawText());
            }

            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static JsonElement Decode(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }
}
