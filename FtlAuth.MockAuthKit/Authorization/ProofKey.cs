using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>Proof Key for Code Exchange (RFC 7636) with S256, the only method.</summary>
internal static class ProofKey
{
    public const string Method = "S256";

    /// <summary>Whether it can be the base64url of a SHA-256.</summary>
    public static bool IsChallenge(string challenge) => challenge.Length == 43 && Base64Url.IsValid(challenge);

    /// <summary>43 to 128 unreserved characters (section 4.1) that hash to the challenge.</summary>
    public static bool Verify(string verifier, string challenge)
    {
        if (verifier.Length is < 43 or > 128 || !verifier.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~'))
        {
            return false;
        }

        var computed = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(challenge));
    }
}
