using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

public sealed class RegistrationTests(AskingIssuer shared) : IClassFixture<AskingIssuer>
{
    private const string Minimal = """{"redirect_uris":["https://client.example/callback"]}""";

    private MockIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task Registration_OfASdkClient_EchoesItsMetadata()
    {
        var (status, body) = await RegisterAsync("""
            {"redirect_uris":["http://localhost:6274/oauth/callback"],"token_endpoint_auth_method":"none","grant_types":["authorization_code","refresh_token"],
             "response_types":["code"],"client_name":"Inspector","client_uri":"https://client.example","scope":"","application_type":"native","software_id":"x","logo_uri":""}
            """);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.StartsWith("client_", body.Text("client_id"), StringComparison.Ordinal);
        Assert.False(body.TryGetProperty("client_secret", out _));
        Assert.False(body.TryGetProperty("logo_uri", out _));
        Assert.Equal(
            ("none", "Inspector", "https://client.example", "", "native", "x"),
            (body.Text("token_endpoint_auth_method"), body.Text("client_name"), body.Text("client_uri"), body.Text("scope"), body.Text("application_type"), body.Text("software_id")));
        Assert.Equal("""["authorization_code","refresh_token"]""", body.GetProperty("grant_types").GetRawText());
        Assert.Equal("""["http://localhost:6274/oauth/callback"]""", body.GetProperty("redirect_uris").GetRawText());
    }

    [Theory]
    [InlineData("client_secret_post", true)]
    [InlineData("client_secret_basic", true)]
    [InlineData(null, true)]
    [InlineData("none", false)]
    public async Task Registration_GivesASecretToWhomAsksForOne(string? method, bool secret)
    {
        var metadata = JsonNode.Parse(Minimal)!;
        metadata["token_endpoint_auth_method"] = method;

        var (_, body) = await RegisterAsync(metadata.ToJsonString());

        Assert.Equal(method ?? "client_secret_basic", body.Text("token_endpoint_auth_method"));
        Assert.Equal(secret, body.TryGetProperty("client_secret", out var value) && value.GetString()!.Length >= 32);
        Assert.Equal(secret, body.TryGetProperty("client_secret_expires_at", out var expires) && expires.GetInt64() == 0);
    }

    [Fact]
    public async Task Registration_ThatAssignsItsOwnIdentity_IsGivenAnother()
    {
        var (_, body) = await RegisterAsync("""{"redirect_uris":["https://client.example/callback"],"client_id":"client_mine","client_secret":"mine","client_id_issued_at":1}""");

        Assert.NotEqual("client_mine", body.Text("client_id"));
        Assert.NotEqual("mine", body.Text("client_secret"));
        Assert.Equal(Issuer.Time.GetUtcNow().ToUnixTimeSeconds(), body.GetProperty("client_id_issued_at").GetInt64());
    }

    [Theory]
    [InlineData("https://client.example/callback", true)]
    [InlineData("https://client.example:8443/callback?keep=1", true)]
    [InlineData("http://localhost/callback", true)]
    [InlineData("http://127.0.0.1:33418/", true)]
    [InlineData("http://[::1]:33418/callback", true)]
    [InlineData("http://client.example/callback", false)]
    [InlineData("http://localhost.evil.example/callback", false)]
    [InlineData("http://127.0.0.1.evil.example/callback", false)]
    [InlineData("https://client.example/callback#fragment", false)]
    [InlineData("https://user:password@client.example/callback", false)]
    [InlineData("https://client.example\\@evil.example/", false)]
    [InlineData("https://client.example/a b", false)]
    [InlineData("https://client.example;script-src/callback", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("com.example.app:/callback", false)]
    [InlineData("/callback", false)]
    [InlineData("//client.example/callback", false)]
    [InlineData("", false)]
    public async Task RedirectUri_IsHttpsOrLoopback(string redirectUri, bool accepted)
    {
        var (status, body) = await RegisterAsync(new JsonObject { ["redirect_uris"] = new JsonArray("https://client.example/good", redirectUri) }.ToJsonString());

        Assert.Equal(accepted ? HttpStatusCode.Created : HttpStatusCode.BadRequest, status);
        Assert.Equal(accepted ? null : "invalid_redirect_uri", accepted ? null : body.Text("error"));
    }

    [Theory]
    [InlineData("{}", "invalid_redirect_uri")]
    [InlineData("""{"redirect_uris":[]}""", "invalid_redirect_uri")]
    [InlineData("""{"redirect_uris":"https://client.example/"}""", "invalid_client_metadata")]
    [InlineData("""{"redirect_uris":[1]}""", "invalid_client_metadata")]
    [InlineData("""{"redirect_uris":["https://client.example/"],"client_name":1}""", "invalid_client_metadata")]
    [InlineData("""{"redirect_uris":["https://client.example/"],"initiate_login_uri":1}""", null)]
    [InlineData("""{"redirect_uris":["https://client.example/"],"grant_types":["password"]}""", "invalid_client_metadata")]
    [InlineData("""{"redirect_uris":["https://client.example/"],"response_types":["token"]}""", "invalid_client_metadata")]
    [InlineData("""{"redirect_uris":["https://client.example/"],"token_endpoint_auth_method":"private_key_jwt"}""", "invalid_client_metadata")]
    [InlineData("""{"grant_types":["client_credentials"],"token_endpoint_auth_method":"none"}""", "invalid_client_metadata")]
    [InlineData("""{"grant_types":["client_credentials"],"token_endpoint_auth_method":"client_secret_basic"}""", null)]
    [InlineData("""{"redirect_uris":["https://client.example/"],"client_name":null}""", null)]
    [InlineData("[]", "invalid_client_metadata")]
    [InlineData("{", "invalid_client_metadata")]
    [InlineData("", "invalid_client_metadata")]
    public async Task Registration_WithAMistake_IsRefused(string json, string? error)
    {
        var (status, body) = await RegisterAsync(json);

        Assert.Equal(error is null ? HttpStatusCode.Created : HttpStatusCode.BadRequest, status);
        Assert.Equal(error, body.TryGetProperty("error", out var value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData(60 * 1024, HttpStatusCode.Created)]
    [InlineData(70 * 1024, HttpStatusCode.BadRequest)]
    public async Task Registration_IsLimitedInSize(int size, HttpStatusCode expected)
    {
        var metadata = JsonNode.Parse(Minimal)!;
        metadata["software_statement"] = new string('x', size);

        var (status, _) = await RegisterAsync(metadata.ToJsonString());

        Assert.Equal(expected, status);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> RegisterAsync(string json)
    {
        using var response = await Issuer.Client.PostAsync("/oauth2/register", TestSystem.JsonContent(json), TestContext.Current.CancellationToken);
        Assert.Equal("no-store", response.Header("Cache-Control"));
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.TextAsync()));
    }
}
