using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>What a forger has at hand, and the issuer's own keys besides: every byte of a token is written by hand.</summary>
internal sealed class Forge : IDisposable
{
    // Of 256 bytes in base64url.
    private const int SignatureLength = 342;

    public Forge(string canary)
    {
        Canary = canary;
        Raw = RawRsa.Of(Tokens.Rsa);
        Cubic = RawRsa.WithExponentThree(Tokens.Rsa, Second, Foreign);
    }

    /// <summary>Where nobody may go because a token says so.</summary>
    public string Canary { get; }

    public SignedTokens Tokens { get; } = new();

    /// <summary><c>key-2</c> of the issuer.</summary>
    public RSA Second { get; } = RSA.Create(2048);

    /// <summary>A key that the issuer does not publish.</summary>
    public RSA Foreign { get; } = RSA.Create(2048);

    public RSA Bits1024 { get; } = RSA.Create(1024);

    public RSA Bits2040 { get; } = RSA.Create(2040);

    /// <summary><c>key-1</c> without the padding of the platform.</summary>
    public RawRsa Raw { get; }

    /// <summary><c>cubic</c>, a key of exponent 3.</summary>
    public RawRsa Cubic { get; }

    public static string Input(string header, string claims) => $"{SignedTokens.Encode(header)}.{SignedTokens.Encode(claims)}";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The same token with another signature.</summary>
    public static string WithSignature(string token, Func<byte[], byte[]> change)
    {
        var start = token.LastIndexOf('.') + 1;
        return token[..start] + SignedTokens.Encode(change(Base64Url.DecodeFromChars(token.AsSpan(start))));
    }

    /// <summary>Signs with <c>key-1</c> and RS256, whatever the header says.</summary>
    public string Sign(string header, string claims) => Tokens.Sign(header, claims);

    public string Sign(byte[] header, byte[] claims) => Tokens.Sign(header, claims);

    public static string SignWith(RSA key, string header, string claims) => SignWith(key, Input(header, claims));

    public static string SignWith(RSA key, string input) => Join(input, key.SignData(Bytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Join(string input, byte[] signature) => $"{input}.{SignedTokens.Encode(signature)}";

    /// <summary>A good token of one row, unlike those of all others.</summary>
    public string GoodFor(string name) => Sign(SignedTokens.Header, ClaimsFor(name));

    public static string ClaimsFor(string name) => SignedTokens.Claims("row", $"\"{Convert.ToHexString(SHA256.HashData(Bytes(name)))}\"");

    /// <summary>A good token but for the HMAC in place of its signature: the confusion of public key and secret.</summary>
    public static string Hmac(string algorithm, string keyId, byte[] secret)
    {
        var input = Input($$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}""", SignedTokens.Claims());
        return Join(input, algorithm == "HS512" ? HMACSHA512.HashData(secret, Bytes(input)) : HMACSHA256.HashData(secret, Bytes(input)));
    }

    /// <summary>A good token of exactly that many characters.</summary>
    public string OfLength(int length)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            // A longer header shifts it to the lengths that longer claims, three bytes at four characters, leave out.
            var header = $$"""{"alg":"RS256","kid":"key-1","x":"{{new string('a', shift)}}"}""";
            var least = Input(header, SignedTokens.Claims("x", "\"\"")).Length + 1 + SignatureLength;
            for (var padding = ((length - least) * 3 / 4) - 2; padding <= ((length - least) * 3 / 4) + 2; padding++)
            {
                var claims = SignedTokens.Claims("x", $"\"{new string('a', padding)}\"");
                if (Input(header, claims).Length + 1 + SignatureLength == length)
                {
                    return Sign(header, claims);
                }
            }
        }

        throw new InvalidOperationException($"No token has {length} characters.");
    }

    public void Dispose()
    {
        Tokens.Dispose();
        Second.Dispose();
        Foreign.Dispose();
        Bits1024.Dispose();
        Bits2040.Dispose();
    }
}
