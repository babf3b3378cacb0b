using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.Gateway.Configuration;

/// <summary>A key of one feature, derived from the gateway's one secret with the feature's own label (HKDF, RFC 5869).</summary>
internal static class DerivedKey
{
    private const int Length = 32;

    /// <summary>The key to make with, and behind it the one of the previous secret, which is still accepted.</summary>
    public static IReadOnlyList<byte[]> Derive(GatewayOptions options, string label) =>
    [
        .. new[] { options.Secret, options.PreviousSecret }
            .Where(secret => secret.Length > 0)
            .Select(secret => HKDF.DeriveKey(HashAlgorithmName.SHA256, GatewayOptions.DecodeSecret(secret)!, Length, info: Encoding.UTF8.GetBytes(label))),
    ];
}
