using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.Tests.Faults;

/// <summary>Has a key of their own, and puts it in the place of the issuer's.</summary>
internal sealed class Forger : IDisposable
{
    private const string KeyId = "forged";

    // Where the document begins in an entry, whatever is before it.
    private static readonly byte[] Document = """{"keys":"""u8.ToArray();

    private readonly RSA _key = RSA.Create(2048);

    /// <summary>A good token's claims under the forger's signature.</summary>
    public string Sign(string token)
    {
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"RS256","kid":"{{KeyId}}"}"""))}.{token.Split('.')[1]}";
        return $"{input}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>The entries with the forger's key set behind whatever stood before the issuer's.</summary>
    public IReadOnlyDictionary<string, byte[]> Forge(IReadOnlyDictionary<string, byte[]> entries)
    {
        Assert.Contains(entries.Values, entry => entry.AsSpan().IndexOf(Document) >= 0);
        return entries.ToDictionary(entry => entry.Key, entry => Forge(entry.Value));
    }

    public void Dispose() => _key.Dispose();

    private byte[] Forge(byte[] entry)
    {
        var (modulus, exponent) = _key.ExportParameters(false) is var parameters ? (parameters.Modulus, parameters.Exponent) : default;
        var document = $$"""{"keys":[{"kty":"RSA","kid":"{{KeyId}}","n":"{{Base64Url.EncodeToString(modulus)}}","e":"{{Base64Url.EncodeToString(exponent)}}"}]}""";
        return [.. entry.AsSpan(0, Math.Max(entry.AsSpan().IndexOf(Document), 0)), .. Encoding.UTF8.GetBytes(document)];
    }
}
