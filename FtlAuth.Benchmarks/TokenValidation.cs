using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Benchmarks;

/// <summary>A token's way through every check, against the signature check that no validation can do without.</summary>
[MemoryDiagnoser]
public class TokenValidation
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly TokenPolicy _policy = new("https://issuer.test", ["https://mcp.test/mcp"], [SignatureAlgorithm.Default], null, TimeSpan.FromMinutes(1));

    private readonly VerifiedTokenCache _cache = new(new LimitsOptions(), TimeProvider.System);

    private JsonWebKeySet _keys = null!;
    private string _rememberedToken = "";
    private byte[] _token = [];
    private byte[] _forged = [];
    private byte[] _unsigned = [];
    private byte[] _signedPart = [];
    private byte[] _signature = [];

    [GlobalSetup]
    public void CreateToken()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(key.Modulus), Base64Url.EncodeToString(key.Exponent));
        var issuer = new IssuerKeys(TimeProvider.System);
        issuer.TryAdopt(new KeySetDocument(
            Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"RSA","alg":"RS256","use":"sig","kid":"sso_oidc_key_pair_01","n":"{{n}}","e":"{{e}}"}]}"""),
            DateTimeOffset.UnixEpoch,
            TimeSpan.FromMinutes(5)));
        _keys = issuer.Current!;

        // As long as those of AuthKit.
        const string Header = """{"alg":"RS256","kid":"sso_oidc_key_pair_01"}""";
        const string Claims = """
            {"iss":"https://issuer.test","aud":"https://mcp.test/mcp","sub":"user_01HXYZ0123456789ABCDEFGHJK",
            "client_id":"client_01HXYZ0123456789ABCDEFGHJK","org_id":"org_01HXYZ0123456789ABCDEFGHJK",
            "sid":"app_consent_01HXYZ0123456789ABCDEFGHJK","scope":"openid profile email",
            "jti":"01HXYZ0123456789ABCDEFGHJK","iat":2000000000,"exp":2000000300}
            """;
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Claims))}";
        _signedPart = Encoding.ASCII.GetBytes(input);
        _signature = _rsa.SignData(_signedPart, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _token = Encoding.ASCII.GetBytes($"{input}.{Base64Url.EncodeToString(_signature)}");
        _forged = Encoding.ASCII.GetBytes($"{input}.{Base64Url.EncodeToString(new byte[_signature.Length])}");
        _unsigned = Encoding.ASCII.GetBytes(input);
        _rememberedToken = Encoding.ASCII.GetString(_token);
        _cache.Add(_rememberedToken, TokenValidator.Validate(_token, _keys, _policy, Now).Token!, issuer, _keys);
        if (Validate() != (int)TokenRefusal.None || ValidateForged() != (int)TokenRefusal.BadSignature || !FindRemembered())
        {
            throw new InvalidOperationException("The tokens are not what they are meant to be.");
        }
    }

    [GlobalCleanup]
    public void DisposeKey() => _rsa.Dispose();

    [Benchmark(Baseline = true)]
    public bool VerifySignatureAlone() => _rsa.VerifyData(_signedPart, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public int Validate() => (int)TokenValidator.Validate(_token, _keys, _policy, Now).Refusal;

    [Benchmark]
    public bool FindRemembered() => _cache.Find(_rememberedToken) is not null;

    [Benchmark]
    public int ValidateForged() => (int)TokenValidator.Validate(_forged, _keys, _policy, Now).Refusal;

    [Benchmark]
    public int ValidateMalformed() => (int)TokenValidator.Validate(_unsigned, _keys, _policy, Now).Refusal;
}
