using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

public sealed class MetadataTests(AskingIssuer shared) : IClassFixture<AskingIssuer>
{
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    private static readonly string[] OAuthOnly =
    [
        "authorization_response_iss_parameter_supported", "client_id_metadata_document_supported", "code_challenge_methods_supported",
        "introspection_endpoint", "registration_endpoint", "revocation_endpoint",
    ];

    private MockIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task Metadata_OfOAuth_HasWhatOpenIdConfigurationLacks()
    {
        var oauth = await Issuer.GetAsync(OAuth);
        var openId = await Issuer.GetAsync(OpenId);

        Assert.Equal(OAuthOnly, oauth.Names().Except(openId.Names()));
        Assert.Equal(["id_token_signing_alg_values_supported", "subject_types_supported"], openId.Names().Except(oauth.Names()));
        Assert.Equal("""["S256"]""", oauth.GetProperty("code_challenge_methods_supported").GetRawText());
        Assert.True(oauth.GetProperty("client_id_metadata_document_supported").GetBoolean());
        Assert.True(oauth.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.Equal("""["none","client_secret_post","client_secret_basic"]""", oauth.GetProperty("token_endpoint_auth_methods_supported").GetRawText());
    }

    [Theory]
    [InlineData(OAuth)]
    [InlineData(OpenId)]
    public async Task Metadata_NamesTheIssuerAndItsEndpoints(string document)
    {
        var metadata = await Issuer.GetAsync(document);

        Assert.Equal(Issuer.Url, metadata.Text("issuer"));
        Assert.Equal(Issuer.Url + "/oauth2/jwks", metadata.Text("jwks_uri"));
        foreach (var name in metadata.Names().Where(name => name.EndsWith("_endpoint", StringComparison.Ordinal)))
        {
            Assert.StartsWith(Issuer.Url + "/oauth2/", metadata.Text(name), StringComparison.Ordinal);
            using var response = await Issuer.Client.GetAsync(metadata.Text(name), TestContext.Current.CancellationToken);
            Assert.NotEqual(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Introspection_IsWhereAuthKitHasIt() =>
        Assert.Equal(Issuer.Url + "/oauth2/introspection", (await Issuer.GetAsync(OAuth)).Text("introspection_endpoint"));

    [Fact]
    public async Task Jwks_HasTheMembersOfAuthKitsKeys()
    {
        var key = Assert.Single((await Issuer.GetAsync("/oauth2/jwks")).GetProperty("keys").EnumerateArray());

        Assert.Equal(["alg", "e", "kid", "kty", "n", "use", "x5c", "x5t#S256"], key.Names());
        Assert.Equal(("RS256", "RSA", "sig"), (key.Text("alg"), key.Text("kty"), key.Text("use")));
        Assert.StartsWith("sso_oidc_key_pair_", key.Text("kid"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", OAuth, true)]
    [InlineData("GET", OpenId, true)]
    [InlineData("GET", "/oauth2/jwks", true)]
    [InlineData("POST", "/oauth2/token", true)]
    [InlineData("POST", "/oauth2/register", true)]
    [InlineData("POST", "/oauth2/revoke", true)]
    [InlineData("GET", "/oauth2/userinfo", true)]
    [InlineData("GET", "/oauth2/authorize", false)]
    [InlineData("POST", "/oauth2/authorize", false)]
    [InlineData("POST", "/admin/tokens", false)]
    public async Task Preflight_OfAnyOrigin_IsAllowedWhereNoCookieCounts(string method, string path, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", "https://anywhere.example");
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type,mcp-protocol-version");

        using var response = await Issuer.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(allowed ? "*" : null, response.Header("Access-Control-Allow-Origin"));
        Assert.Null(response.Header("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Issuer_Configured_IsTheOneInTheDocumentsAndTokens()
    {
        await using var issuer = await MockIssuer.StartAsync(("MockAuthKit:Issuer", "https://issuer.example"));

        var metadata = await issuer.GetAsync(OAuth);
        var token = (await issuer.AdminAsync(HttpMethod.Post, "/admin/tokens")).Body.Text("access_token")!;

        Assert.Equal(("https://issuer.example", "https://issuer.example/oauth2/token"), (metadata.Text("issuer"), metadata.Text("token_endpoint")));
        Assert.Equal("https://issuer.example", Jwt.Claims(token).Text("iss"));
    }
}
