using System.Security.Cryptography;
using FtlAuth.Gateway.Authentication;
using Microsoft.Extensions.ObjectPool;

namespace FtlAuth.Gateway.Jwks;

/// <summary>A public key of the issuer (RFC 7517 section 4), parsed once and ready to verify.</summary>
internal sealed class VerificationKey
{
    private readonly SignatureAlgorithm? _algorithm;
    private readonly string _keyType;
    private readonly string? _curve;
    private readonly DefaultObjectPool<AsymmetricAlgorithm> _instances;

    /// <param name="id">The <c>kid</c>; null for a key without one.</param>
    /// <param name="algorithm">The key's own <c>alg</c>; null when it has none.</param>
    /// <param name="parameters">The public key.</param>
    public VerificationKey(string? id, SignatureAlgorithm? algorithm, RSAParameters parameters)
        : this(id, algorithm, SignatureAlgorithm.Rsa, null, () => RSA.Create(parameters))
    {
    }

    /// <inheritdoc cref="VerificationKey(string?, SignatureAlgorithm?, RSAParameters)"/>
    public VerificationKey(string? id, SignatureAlgorithm? algorithm, string curve, ECParameters parameters)
        : this(id, algorithm, SignatureAlgorithm.EllipticCurve, curve, () => ECDsa.Create(parameters))
    {
    }

    private VerificationKey(string? id, SignatureAlgorithm? algorithm, string keyType, string? curve, Func<AsymmetricAlgorithm> create)
    {
        Id = id;
        _algorithm = algorithm;
        _keyType = keyType;
        _curve = curve;

        // The platform's key objects are not documented as thread-safe, so that each verification has one to itself.
        _instances = new DefaultObjectPool<AsymmetricAlgorithm>(new Policy(create), Environment.ProcessorCount);
        _instances.Return(_instances.Get());
    }

    public string? Id { get; }

    public bool Fits(SignatureAlgorithm algorithm) =>
        algorithm.KeyType == _keyType && algorithm.Curve == _curve && (_algorithm is null || _algorithm == algorithm);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureAlgorithm algorithm)
    {
        var instance = _instances.Get();
        try
        {
            return instance switch
            {
                RSA rsa => rsa.VerifyData(data, signature, algorithm.Hash, algorithm.Padding!),
                ECDsa ecdsa => ecdsa.VerifyData(data, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
        finally
        {
            _instances.Return(instance);
        }
    }

    private sealed class Policy(Func<AsymmetricAlgorithm> create) : IPooledObjectPolicy<AsymmetricAlgorithm>
    {
        public AsymmetricAlgorithm Create() => create();

        public bool Return(AsymmetricAlgorithm obj) => true;
    }
}
