using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Authentication;

public sealed class TokenSignatureTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    public static TheoryData<string> Algorithms { get; } = [.. SignatureAlgorithm.All.Select(algorithm => algorithm.Name)];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Validate_EveryAlgorithm_IsAcceptedOnlyWhenAllowed(string algorithm)
    {
        var token = tokens.SignAs(algorithm);

        Assert.Equal(TokenRefusal.None, tokens.Validate(token, SignedTokens.Policy(algorithm)).Refusal);
        foreach (var other in SignatureAlgorithm.All.Where(other => other.Name != algorithm))
        {
            Assert.Equal(TokenRefusal.AlgorithmNotAllowed, tokens.Validate(token, SignedTokens.Policy(other.Name)).Refusal);
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Validate_SignatureOfAnotherAlgorithm_IsBad(string algorithm)
    {
        var all = SignedTokens.Policy([.. SignatureAlgorithm.All.Select(known => known.Name)]);
        foreach (var other in SignatureAlgorithm.All.Where(other => other.Name != algorithm))
        {
            // The header says one algorithm, the signature is of another; the key is the one that fits the header.
            var keyId = algorithm switch { "ES256" => "p256", "ES384" => "p384", _ => "key-1" };

            Assert.Equal(TokenRefusal.BadSignature, tokens.Validate(tokens.SignAs(other.Name, algorithm, keyId), all).Refusal);
        }
    }

    [Fact]
    public void Validate_ForeignKey_IsABadSignature() =>
        Assert.Equal(TokenRefusal.BadSignature, tokens.Validate(tokens.SignWithForeignKey(SignedTokens.Header, SignedTokens.Claims())).Refusal);

    [Fact]
    public void Validate_ForeignKeyAndBadClaims_TellsNothingOfTheClaims() =>
        Assert.Equal(TokenRefusal.BadSignature, tokens.Validate(tokens.SignWithForeignKey(SignedTokens.Header, "[]")).Refusal);

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(512)]
    public void Validate_SignatureOfAnotherLength_IsBadForEveryAlgorithm(int length)
    {
        foreach (var fill in new byte[] { 0, 1, 255 })
        {
            foreach (var algorithm in SignatureAlgorithm.All.Where(algorithm => algorithm.Name != "ES256" || length != 64))
            {
                var good = tokens.SignAs(algorithm.Name);
                var signature = new byte[length];
                Array.Fill(signature, fill);
                var token = good[..(good.LastIndexOf('.') + 1)] + SignedTokens.Encode(signature);

                Assert.Equal(TokenRefusal.BadSignature, tokens.Validate(token, SignedTokens.Policy(algorithm.Name)).Refusal);
            }
        }
    }

    // (0, 0) and the like were accepted by broken ECDSA implementations.
    [Theory]
    [InlineData("ES256", 64)]
    [InlineData("ES384", 96)]
    public void Validate_ZeroEllipticCurveSignature_IsBad(string algorithm, int length)
    {
        var good = tokens.SignAs(algorithm);

        Assert.Equal(TokenRefusal.BadSignature,
            tokens.Validate(good[..(good.LastIndexOf('.') + 1)] + SignedTokens.Encode(new byte[length]), SignedTokens.Policy(algorithm)).Refusal);
    }

    [Fact]
    public void Validate_DerSignature_IsBad()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = tokens.SignAs("ES256");
        var input = good[..good.LastIndexOf('.')];
        var signature = key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        Assert.Equal(TokenRefusal.BadSignature, tokens.Validate($"{input}.{SignedTokens.Encode(signature)}", SignedTokens.Policy("ES256")).Refusal);
    }

    // The public key as the secret of an HMAC: the classical confusion.
    [Fact]
    public void Validate_HmacWithThePublicKey_IsNotAllowed()
    {
        var input = $"{SignedTokens.Encode("""{"alg":"HS256","kid":"key-1"}""")}.{SignedTokens.Encode(SignedTokens.Claims())}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(tokens.Rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(input));

        Assert.Equal(TokenRefusal.AlgorithmNotAllowed, tokens.Validate($"{input}.{SignedTokens.Encode(signature)}").Refusal);
    }

    [Fact]
    public void Validate_ClaimsOfOneTokenAndSignatureOfAnother_IsBad()
    {
        var one = tokens.Sign(SignedTokens.Header, SignedTokens.Claims()).Split('.');
        var other = tokens.Sign(SignedTokens.Header, SignedTokens.Claims("sub", "\"admin\"")).Split('.');

        Assert.Equal(TokenRefusal.BadSignature, tokens.Validate($"{one[0]}.{other[1]}.{one[2]}").Refusal);
        Assert.Equal(TokenRefusal.None, tokens.Validate(string.Join('.', other)).Refusal);
    }

    [Fact]
    public async Task Validate_FromManyThreads_JudgesEachTokenByItself()
    {
        var good = tokens.Sign(SignedTokens.Header, SignedTokens.Claims());
        var bad = tokens.SignWithForeignKey(SignedTokens.Header, SignedTokens.Claims());

        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, (index, _) =>
        {
            Assert.Equal(index % 2 == 0 ? TokenRefusal.None : TokenRefusal.BadSignature, tokens.Validate(index % 2 == 0 ? good : bad).Refusal);
            return ValueTask.CompletedTask;
        });
    }
}
