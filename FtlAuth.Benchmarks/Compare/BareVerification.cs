using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>The one thing that nobody who sees a token for the first time can do without: its RSA signature, and nothing else.</summary>
internal static class BareVerification
{
    /// <summary>Verifies the token on every processor, as a loaded machine does.</summary>
    /// <returns>Time of the processor for each verification, in microseconds.</returns>
    public static double Measure(RSA key, string token, TimeSpan duration)
    {
        var dot = token.LastIndexOf('.');
        var (signed, signature) = (Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)));
        var publicKey = key.ExportParameters(includePrivateParameters: false);
        long count = 0;
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Verify)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMicroseconds / count;

        void Verify()
        {
            using var own = RSA.Create(publicKey);
            long verified = 0;
            for (; Stopwatch.GetElapsedTime(started) < duration; verified++)
            {
                if (!own.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                {
                    throw new InvalidOperationException("The token's signature is not what it is meant to be.");
                }
            }

            Interlocked.Add(ref count, verified);
        }
    }
}
