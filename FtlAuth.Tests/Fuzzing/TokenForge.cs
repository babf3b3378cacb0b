using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>Makes tokens of drafts, signed with the keys of <see cref="SignedTokens"/>; for any number of threads.</summary>
internal sealed class TokenForge(SignedTokens tokens) : IDisposable
{
    private readonly ThreadLocal<ECDsa> _p256 = CopyPerThread(tokens.P256);
    private readonly ThreadLocal<ECDsa> _p384 = CopyPerThread(tokens.P384);
    private readonly ThreadLocal<ECDsa> _foreign = CopyPerThread(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private readonly byte[] _publicKey = tokens.P256.ExportSubjectPublicKeyInfo();
    private readonly ConcurrentDictionary<(string Input, Signer Signer), byte[]> _rsaSignatures = new();
    private readonly Lock _rsa = new();
    private readonly string _donor = tokens.SignAs("ES256");

    public byte[] Forge(TokenDraft draft)
    {
        var bytes = draft.Raw ?? Encoding.UTF8.GetBytes(Sign(draft));
        return draft.ByteEdits.Aggregate(bytes, (edited, edit) => edit.Apply(edited));
    }

    public void Dispose()
    {
        foreach (var keys in new[] { _p256, _p384, _foreign })
        {
            foreach (var key in keys.Values)
            {
                key.Dispose();
            }

            keys.Dispose();
        }
    }

    private string Sign(TokenDraft draft)
    {
        var input = $"{Segment.Write(draft.Header.ToBytes(), draft.HeaderForm)}.{Segment.Write(draft.Claims.ToBytes(), draft.ClaimsForm)}";
        var signature = draft.Signer is Signer.Rs256 or Signer.Ps256
            ? _rsaSignatures.GetOrAdd((input, draft.Signer), SignByRsa)
            : Sign(Encoding.ASCII.GetBytes(input), draft.Signer);
        var token = $"{input}.{Segment.Write(signature, signature.Length == 0 ? SegmentForm.Plain : draft.SignatureForm)}";
        return draft.PartEdit?.Apply(token, _donor) ?? token;
    }

    private byte[] Sign(byte[] input, Signer signer) => signer switch
    {
        Signer.Es256 => _p256.Value!.SignData(input, HashAlgorithmName.SHA256),
        Signer.Es384 => _p384.Value!.SignData(input, HashAlgorithmName.SHA384),
        Signer.Foreign => _foreign.Value!.SignData(input, HashAlgorithmName.SHA256),
        Signer.Es256InDer => _p256.Value!.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        Signer.HmacOfPublicKey => HMACSHA256.HashData(_publicKey, input),
        Signer.Zeros => new byte[64],
        _ => [],
    };

    private byte[] SignByRsa((string Input, Signer Signer) token)
    {
        lock (_rsa)
        {
            return tokens.Rsa.SignData(
                Encoding.ASCII.GetBytes(token.Input),
                HashAlgorithmName.SHA256,
                token.Signer == Signer.Rs256 ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss);
        }
    }

    private static ThreadLocal<ECDsa> CopyPerThread(ECDsa key)
    {
        var parameters = key.ExportParameters(true);
        return new ThreadLocal<ECDsa>(() => ECDsa.Create(parameters), trackAllValues: true);
    }
}
