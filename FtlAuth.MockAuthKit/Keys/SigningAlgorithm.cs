using System.Security.Cryptography;

namespace FtlAuth.MockAuthKit.Keys;

/// <summary>An asymmetric signature algorithm of RFC 7518, section 3.1.</summary>
internal sealed record SigningAlgorithm(string Name, HashAlgorithmName Hash)
{
    private static readonly SigningAlgorithm[] All =
    [
        new("RS256", HashAlgorithmName.SHA256) { Padding = RSASignaturePadding.Pkcs1 },
        new("RS384", HashAlgorithmName.SHA384) { Padding = RSASignaturePadding.Pkcs1 },
        new("RS512", HashAlgorithmName.SHA512) { Padding = RSASignaturePadding.Pkcs1 },
        new("PS256", HashAlgorithmName.SHA256) { Padding = RSASignaturePadding.Pss },
        new("PS384", HashAlgorithmName.SHA384) { Padding = RSASignaturePadding.Pss },
        new("PS512", HashAlgorithmName.SHA512) { Padding = RSASignaturePadding.Pss },
        new("ES256", HashAlgorithmName.SHA256) { Curve = ECCurve.NamedCurves.nistP256, CurveName = "P-256" },
        new("ES384", HashAlgorithmName.SHA384) { Curve = ECCurve.NamedCurves.nistP384, CurveName = "P-384" },
        new("ES512", HashAlgorithmName.SHA512) { Curve = ECCurve.NamedCurves.nistP521, CurveName = "P-521" },
    ];

    public static SigningAlgorithm Default => All[0];

    public static string Names => string.Join(", ", All.Select(algorithm => algorithm.Name));

    /// <summary>The padding of an RSA algorithm; null for an elliptic one.</summary>
    public RSASignaturePadding? Padding { get; private init; }

    public ECCurve Curve { get; private init; }

    public string? CurveName { get; private init; }

    public static SigningAlgorithm? Find(string name) => Array.Find(All, algorithm => algorithm.Name == name);
}
