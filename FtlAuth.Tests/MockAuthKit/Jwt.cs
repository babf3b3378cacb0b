using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>A token taken apart, not judged.</summary>
internal static class Jwt
{
    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Claims(string token) => Part(token, 1);

    public static string[] Names(this JsonElement members) => [.. members.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];

    public static string? Text(this JsonElement members, string name) => members.GetProperty(name).GetString();

    /// <summary>Whether an RSA key of the set made the signature of <c>header.payload</c> with RS256.</summary>
    public static bool IsSignedBy(JsonElement keySet, string keyId, string token)
    {
        var key = keySet.GetProperty("keys").EnumerateArray().Single(key => key.Text("kid") == keyId);
        using var rsa = RSA.Create(new RSAParameters { Modulus = Decode(key.Text("n")!), Exponent = Decode(key.Text("e")!) });
        var end = token.LastIndexOf('.');
        return rsa.VerifyData(Encoding.ASCII.GetBytes(token[..end]), Decode(token[(end + 1)..]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonElement Part(string token, int index) => JsonSerializer.Deserialize<JsonElement>(Decode(token.Split('.')[index]));

    private static byte[] Decode(string text) => Base64Url.DecodeFromChars(text);
}
