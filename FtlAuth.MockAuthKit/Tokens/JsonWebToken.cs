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

    public static string Write(SigningKey key, JsonObject header, JsonObject claims)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
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

    /// <summary>A member that is a string; null when there is none.</summary>
    public static string? Text(JsonElement members, string name) =>
        members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Encode(JsonObject members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            members.WriteTo(writer);
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static JsonElement Decode(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }
}
