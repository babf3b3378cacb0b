using System.Security.Cryptography;

namespace FtlAuth.Gateway.Authentication;

/// <summary>A signature algorithm of RFC 7518 section 3.1 that this gateway can verify.</summary>
internal sealed record SignatureAlgorithm(string Name, string KeyType, HashAlgorithmName Hash, RSASignaturePadding? Padding = null, string? Curve = null)
{
    public const string Rsa = "RSA";
    public const string EllipticCurve = "EC";

    public static readonly SignatureAlgorithm Default = new("RS256", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static readonly IReadOnlyList<SignatureAlgorithm> All =
    [
        Default,
        new("RS384", Rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        new("RS512", Rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        new("PS256", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        new("PS384", Rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        new("PS512", Rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        new("ES256", EllipticCurve, HashAlgorithmName.SHA256, Curve: "P-256"),
        new("ES384", EllipticCurve, HashAlgorithmName.SHA384, Curve: "P-384"),
    ];

    /// <summary>The algorithm of that exact name; names are case-sensitive (RFC 7515 section 4.1.1).</summary>
    public static SignatureAlgorithm? Find(string name)
    {
        foreach (var algorithm in All)
        {
            if (algorithm.Name == name)
            {
                return algorithm;
            }
        }

        return null;
    }
}
