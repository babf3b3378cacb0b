using System.Collections.Immutable;

namespace FtlAuth.MockAuthKit.Keys;

/// <summary>The keys of the set, those taken out of it, and one that never was in it.</summary>
internal sealed class SigningKeyRing : IDisposable
{
    private const string KeyIdPrefix = "sso_oidc_key_pair_";

    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();
    private readonly Lazy<SigningKey> _foreign;
    private ImmutableList<SigningKey> _keys;
    private ImmutableList<SigningKey> _removed = [];

    public SigningKeyRing(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _keys = [Create(SigningAlgorithm.Default, SigningKey.DefaultBits, "sig", null)];
        _foreign = new(() => Create(SigningAlgorithm.Default, SigningKey.DefaultBits, "sig", null));
    }

    /// <summary>The key that signs: the newest of the set, or the one removed last when the set is empty.</summary>
    public SigningKey Current => _keys is [.., var newest] ? newest : _removed[^1];

    /// <summary>A key that is in no set.</summary>
    public SigningKey Foreign => _foreign.Value;

    public JsonWebKeySet PublicKeys => new([.. _keys.Select(key => key.PublicKey)]);

    /// <summary>Adds a key pair and makes it the current one.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is no such key for the algorithm.</exception>
    public SigningKey Add(SigningAlgorithm algorithm, int bits, string use, string? keyId)
    {
        var key = Create(algorithm, bits, use, keyId);

        // Some keys can be made but not used: 1024 bits have no room for PS512.
        key.Sign([]);
        lock (_lock)
        {
            _keys = _keys.Add(key);
        }

        return key;
    }

    /// <summary>Takes a key out of the set. It can still sign: a stolen or retired key can, too.</summary>
    public bool Remove(string keyId)
    {
        lock (_lock)
        {
            var found = _keys.FindAll(key => key.KeyId == keyId);
            _removed = _removed.AddRange(found);
            _keys = _keys.RemoveRange(found);
            return found.Count > 0;
        }
    }

    /// <summary>The key of the set with this id.</summary>
    public SigningKey? Find(string keyId) => _keys.FindLast(key => key.KeyId == keyId);

    /// <summary>The key that <c>current</c>, <c>foreign</c>, or a key id names, of a removed key as well.</summary>
    public SigningKey? Select(string name) => name switch
    {
        "current" => Current,
        "foreign" => Foreign,
        _ => Find(name) ?? _removed.FindLast(key => key.KeyId == name),
    };

    public void Dispose()
    {
        _keys.ForEach(key => key.Dispose());
        _removed.ForEach(key => key.Dispose());
        if (_foreign.IsValueCreated)
        {
            _foreign.Value.Dispose();
        }
    }

    private SigningKey Create(SigningAlgorithm algorithm, int bits, string use, string? keyId)
    {
        var now = _timeProvider.GetUtcNow();
        return SigningKey.Create(keyId ?? Identifier.New(KeyIdPrefix, now), algorithm, bits, use, now);
    }
}
