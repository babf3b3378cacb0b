using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>Which requests get a code, which are told by redirect that they do not, and which must not be redirected at all.</summary>
public sealed class AuthorizationRequestTests(ApprovingIssuer shared) : IClassFixture<ApprovingIssuer>
{
    private MockIssuer Issuer => shared.Issuer;

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "client_unknown")]
    [InlineData("client_id", "https://127.0.0.1:9/client.json")]
    [InlineData("client_id", "http://10.0.0.1/client.json")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "https://client.example.evil.example/callback")]
    [InlineData("redirect_uri", "https://client.example@evil.example/callback")]
    [InlineData("redirect_uri", "https://client.example/callback/more")]
    [InlineData("redirect_uri", "https://client.example/callback?more")]
    [InlineData("redirect_uri", "https://client.example/a/../callback")]
    [InlineData("redirect_uri", "https://client.example/Callback")]
    [InlineData("redirect_uri", "https://client.example:8443/callback")]
    [InlineData("redirect_uri", "https://client.example/callback#fragment")]
    [InlineData("redirect_uri", "http://client.example/callback")]
    [InlineData("redirect_uri", "//evil.example/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    public async Task Request_OfAnUnknownClientOrRedirectUri_GetsAPageAndNoRedirect(string name, string? value)
    {
        var client = await Issuer.RegisterAsync();

        using var response = await Issuer.AuthorizeAsync(client.Id, (name, value));

        await AssertPageAsync(response);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task Request_WithARepeatedIdentity_GetsAPageAndNoRedirect(string name)
    {
        var client = await Issuer.RegisterAsync();

        using var response = await Issuer.AuthorizeAsync(client.Id, (name, name == "client_id" ? client.Id : MockIssuer.RedirectUri), (name, "https://evil.example/"));

        await AssertPageAsync(response);
    }

    [Fact]
    public async Task Request_WithoutRedirectUri_IsAnsweredOnlyWhereOneIsRegistered()
    {
        var one = await Issuer.RegisterAsync();
        var two = await Issuer.RegisterAsync(new JsonObject { ["redirect_uris"] = new JsonArray(MockIssuer.RedirectUri, "https://client.example/other") });

        using var answered = await Issuer.AuthorizeAsync(one.Id, ("redirect_uri", null));
        using var refused = await Issuer.AuthorizeAsync(two.Id, ("redirect_uri", null));

        Assert.NotNull(MockIssuer.Query(answered)["code"]);
        await AssertPageAsync(refused);
    }

    [Theory]
    [InlineData("http://localhost:6274/oauth/callback", true)]
    [InlineData("http://localhost/oauth/callback", true)]
    [InlineData("http://localhost:6274/oauth/other", false)]
    [InlineData("http://127.0.0.1:6274/oauth/callback", false)]
    [InlineData("http://localhost.evil.example:6274/oauth/callback", false)]
    [InlineData("https://localhost:6274/oauth/callback", false)]
    public async Task LoopbackRedirectUri_IsFreeInItsPortOnly(string redirectUri, bool accepted)
    {
        var client = await Issuer.RegisterAsync(new JsonObject { ["redirect_uris"] = new JsonArray("http://localhost:1234/oauth/callback") });

        using var response = await Issuer.AuthorizeAsync(client.Id, ("redirect_uri", redirectUri));

        if (accepted)
        {
            Assert.StartsWith(redirectUri + "?code=", response.Header("Location"), StringComparison.Ordinal);
        }
        else
        {
            await AssertPageAsync(response);
        }
    }

    [Theory]
    [InlineData("code_challenge_method", "S256", null)]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("resource", MockIssuer.Resource, null)]
    [InlineData("resource", null, null)]
    [InlineData("resource", MockIssuer.Resource + "/", "invalid_target")]
    [InlineData("resource", "https://other.example/mcp", "invalid_target")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_mode", "query", null)]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("scope", null, null)]
    [InlineData("scope", "openid unknown", null)]
    [InlineData("scope", "unknown", "invalid_scope")]
    public async Task Request_WithAMistake_IsToldByRedirect(string name, string? value, string? error)
    {
        var client = await Issuer.RegisterAsync();

        using var response = await Issuer.AuthorizeAsync(client.Id, (name, value));

        var answer = MockIssuer.Query(response);
        Assert.StartsWith(MockIssuer.RedirectUri + "?", response.Header("Location"), StringComparison.Ordinal);
        Assert.Equal((error, "s & t", Issuer.Url), (answer["error"], answer["state"], answer["iss"]));
        Assert.Equal(error is null, answer["code"] is not null);
    }

    [Theory]
    [InlineData("state", "invalid_request")]
    [InlineData("scope", "invalid_request")]
    [InlineData("resource", "invalid_target")]
    public async Task Request_WithARepeatedParameter_IsRefused(string name, string error)
    {
        var client = await Issuer.RegisterAsync();

        using var response = await Issuer.AuthorizeAsync(client.Id, (name, MockIssuer.Resource), (name, "twice"));

        Assert.Equal(error, MockIssuer.Query(response)["error"]);
    }

    [Fact]
    public async Task Request_OfAClientForMachinesOnly_IsRefused()
    {
        var client = await Issuer.RegisterAsync(new JsonObject
        {
            ["grant_types"] = new JsonArray("client_credentials"),
            ["token_endpoint_auth_method"] = "client_secret_post",
        });

        using var response = await Issuer.AuthorizeAsync(client.Id);

        Assert.Equal("unauthorized_client", MockIssuer.Query(response)["error"]);
    }

    private static async Task AssertPageAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Header("Location"));
        Assert.Equal("text/html; charset=utf-8", response.Header("Content-Type"));
        Assert.DoesNotContain("evil.example", await response.TextAsync(), StringComparison.Ordinal);
    }
}
