using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>An issuer of tokens as AuthKit makes them, on loopback; not measured itself.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private const string KeyId = "sso_oidc_key_pair_01";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _foreignKey;
    private readonly WebApplication _app;
    private readonly string _audience;
    private int _minted;

    private TestIssuer(WebApplication app, string url, string audience)
    {
        (_app, Url, _audience) = (app, url, audience);

        // A signature that is larger than the modulus is refused without any arithmetic, which not every attacker is so kind to send.
        do
        {
            _foreignKey?.Dispose();
            _foreignKey = RSA.Create(2048);
        }
        while (Modulus(_foreignKey).SequenceCompareTo(Modulus(_key)) >= 0);
    }

    public string Url { get; }

    /// <summary>The key that signs.</summary>
    public RSA Key => _key;

    /// <summary>The public key, as HAProxy reads it.</summary>
    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    public static async Task<TestIssuer> StartAsync(string audience)
    {
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        var app = Services.CreateBuilder(url).Build();
        var issuer = new TestIssuer(app, url, audience);
        var metadata = JsonSerializer.SerializeToUtf8Bytes(new { issuer = url, jwks_uri = $"{url}/oauth2/jwks" });
        foreach (var path in new[] { "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server" })
        {
            app.MapGet(path, () => Results.Bytes(metadata, "application/json"));
        }

        app.MapGet("/oauth2/jwks", () => Results.Bytes(issuer.KeySet(), "application/json"));
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Makes a token, unlike every one before.</summary>
    public string Mint(TokenKind kind = TokenKind.Good)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = kind switch
        {
            TokenKind.UnknownKey => $$"""{"alg":"RS256","kid":"sso_oidc_key_pair_02"}""",
            TokenKind.Unsigned => """{"alg":"none"}""",
            TokenKind.SymmetricAlgorithm => $$"""{"alg":"HS256","kid":"{{KeyId}}"}""",
            _ => $$"""{"alg":"RS256","kid":"{{KeyId}}"}""",
        };
        var audience = kind == TokenKind.ForeignAudience ? "https://elsewhere.example/mcp" : _audience;
        var expires = kind == TokenKind.Expired ? now - 3600 : now + 7200;
        var claims = $$"""
            {"iss":"{{Url}}","aud":"{{audience}}","sub":"user_01HXYZ0123456789ABCDEFGHJK","client_id":"client_01HXYZ0123456789ABCDEFGHJK","org_id":"org_01HXYZ0123456789ABCDEFGHJK","sid":"app_consent_01HXYZ0123456789ABCDEFGHJK","scope":"openid profile email","jti":"{{Interlocked.Increment(ref _minted):D26}}","iat":{{now}},"exp":{{expires}}}
            """;
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return kind switch
        {
            TokenKind.Malformed => signed,
            TokenKind.Unsigned => $"{signed}.",
            TokenKind.SymmetricAlgorithm => $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(PublicKeyPem), Encoding.ASCII.GetBytes(signed)))}",
            TokenKind.ForeignSignature or TokenKind.UnknownKey => $"{signed}.{Sign(_foreignKey, signed)}",
            _ => $"{signed}.{Sign(_key, signed)}",
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _foreignKey.Dispose();
    }

    private static ReadOnlySpan<byte> Modulus(RSA key) => key.ExportParameters(includePrivateParameters: false).Modulus;

    private static string Sign(RSA key, string signed) =>
        Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private byte[] KeySet()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(key.Modulus), Base64Url.EncodeToString(key.Exponent));
        return Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"RSA","alg":"RS256","use":"sig","kid":"{{KeyId}}","n":"{{n}}","e":"{{e}}"}]}""");
    }
}
