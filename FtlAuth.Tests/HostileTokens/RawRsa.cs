using System.Numerics;
using System.Security.Cryptography;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>RSA as arithmetic: signs any block, padded or not.</summary>
internal sealed class RawRsa(BigInteger modulus, BigInteger privateExponent)
{
    public const int Length = 256;

    // DigestInfo of EMSA-PKCS1-v1_5 up to the hash (RFC 8017 section 9.2).
    public static readonly byte[] Sha256Prefix = Convert.FromHexString("3031300d060960864801650304020105000420");

    public BigInteger Modulus => modulus;

    public static RawRsa Of(RSA key)
    {
        var parameters = key.ExportParameters(true);
        return new RawRsa(Number(parameters.Modulus!), Number(parameters.D!));
    }

    /// <summary>A key of exponent 3, which the platform does not make, from primes that suit it.</summary>
    public static RawRsa WithExponentThree(params IEnumerable<RSA> sources)
    {
        var primes = sources.SelectMany(Primes).Where(prime => prime % 3 == 2).Take(2).ToList();
        while (primes.Count < 2)
        {
            using var source = RSA.Create(Length * 8);
            primes.AddRange(Primes(source).Where(prime => prime % 3 == 2));
        }

        var (p, q) = (primes[0], primes[1]);
        var order = (p - 1) * (q - 1);

        // As the order is 1 modulo 3, three times this is 1 modulo the order.
        return new RawRsa(p * q, ((2 * order) + 1) / 3);
    }

    public static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>A number in as many bytes as the modulus, or more.</summary>
    public static byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[Math.Max(0, Length - bytes.Length)], .. bytes];
    }

    /// <summary>Signs a block as it stands.</summary>
    public byte[] Sign(byte[] block) => Bytes(BigInteger.ModPow(Number(block), privateExponent, modulus));

    /// <summary>A token with a block of the caller's making under its signature.</summary>
    public string Sign(string input, Func<byte[], byte[]> block) => Forge.Join(input, Sign(block(SHA256.HashData(Forge.Bytes(input)))));

    /// <summary>The block that PKCS #1 v1.5 prescribes, or one like it: 00 01 FF…FF 00, DigestInfo, rest.</summary>
    public static byte[] Pad(byte[] digestInfo, byte type = 1, byte fill = 0xFF, int? fillLength = null, byte separator = 0)
    {
        var padding = new byte[fillLength ?? Length - 3 - digestInfo.Length];
        Array.Fill(padding, fill);
        byte[] block = [0, type, .. padding, separator, .. digestInfo];
        return [.. block, .. new byte[Length - block.Length]];
    }

    /// <summary>The least number whose cube begins as the block does: a signature for exponent 3 without any key.</summary>
    public static byte[] CubeRoot(byte[] block)
    {
        var (low, high, target) = (BigInteger.Zero, BigInteger.One << ((Length * 8 / 3) + 1), Number(block));
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = BigInteger.Pow(middle, 3) < target ? (middle + 1, high) : (low, middle);
        }

        return Bytes(low);
    }

    public string EncodedModulus => SignedTokens.Encode(Bytes(modulus));

    private static IEnumerable<BigInteger> Primes(RSA key)
    {
        // Keys of the same size only, so that the product of any two primes has that size too.
        var parameters = key.ExportParameters(true);
        return [Number(parameters.P!), Number(parameters.Q!)];
    }
}
