using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FtlAuth.MockAuthKit.Keys;

/// <summary>A key pair of the issuer, with the self-signed certificate that AuthKit publishes beside it.</summary>
internal sealed class SigningKey : IDisposable
{
    public const int DefaultBits = 2048;

    private readonly Lock _lock = new();
    private readonly AsymmetricAlgorithm _keyPair;

    private SigningKey(string keyId, SigningAlgorithm algorithm, AsymmetricAlgorithm keyPair, JsonWebKey publicKey) =>
        (KeyId, Algorithm, _keyPair, PublicKey) = (keyId, algorithm, keyPair, publicKey);

    public string KeyId { get; }

    public SigningAlgorithm Algorithm { get; }

    public JsonWebKey PublicKey { get; }

    public static SigningKey Create(string keyId, SigningAlgorithm algorithm, int bits, string use, DateTimeOffset now)
    {
        if (algorithm.Padding is { } padding)
        {
            var rsa = RSA.Create(bits);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            var request = new CertificateRequest("CN=Mock AuthKit", rsa, HashAlgorithmName.SHA256, padding);
            return new SigningKey(keyId, algorithm, rsa, Describe(keyId, algorithm, use, "RSA", request, now) with
            {
                N = Base64Url.EncodeToString(parameters.Modulus),
                E = Base64Url.EncodeToString(parameters.Exponent),
            });
        }

        var ecdsa = ECDsa.Create(algorithm.Curve);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return new SigningKey(keyId, algorithm, ecdsa,
            Describe(keyId, algorithm, use, "EC", new CertificateRequest("CN=Mock AuthKit", ecdsa, algorithm.Hash), now) with
            {
                Crv = algorithm.CurveName,
                X = Base64Url.EncodeToString(point.X),
                Y = Base64Url.EncodeToString(point.Y),
            });
    }

    public byte[] Sign(ReadOnlySpan<byte> input)
    {
        // The key classes do not promise to be safe for concurrent use.
        lock (_lock)
        {
            return _keyPair is RSA rsa
                ? rsa.SignData(input, Algorithm.Hash, Algorithm.Padding!)
                : ((ECDsa)_keyPair).SignData(input, Algorithm.Hash);
        }
    }

    public bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        lock (_lock)
        {
            return _keyPair is RSA rsa
                ? rsa.VerifyData(input, signature, Algorithm.Hash, Algorithm.Padding!)
                : ((ECDsa)_keyPair).VerifyData(input, signature, Algorithm.Hash);
        }
    }

    public void Dispose() => _keyPair.Dispose();

    private static JsonWebKey Describe(
        string keyId, SigningAlgorithm algorithm, string use, string keyType, CertificateRequest request, DateTimeOffset now)
    {
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
        return new JsonWebKey
        {
            Alg = algorithm.Name,
            Kty = keyType,
            Use = use,
            Kid = keyId,
            X5c = [Convert.ToBase64String(certificate.RawData)],
            X5tS256 = Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)),
        };
    }
}
