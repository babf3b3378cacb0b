using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>Introspection, revocation and user info: what becomes of tokens after they were issued.</summary>
public sealed class TokenStateTests(ApprovingIssuer shared) : IClassFixture<ApprovingIssuer>
{
    private MockIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task Introspection_OfGoodTokens_TellsWhatTheyAre()
    {
        var client = await Issuer.RegisterAsync();
        var tokens = await Issuer.SignInAsync(client);

        var access = await IntrospectAsync(client, tokens.Text("access_token")!);
        var refresh = await IntrospectAsync(client, tokens.Text("refresh_token")!);

        Assert.True(access.GetProperty("active").GetBoolean());
        Assert.Equal((client.Id, MockIssuer.Resource, Issuer.Url), (access.Text("client_id"), access.Text("aud"), access.Text("iss")));
        Assert.True(refresh.GetProperty("active").GetBoolean());
        Assert.Equal(access.Text("sid"), refresh.Text("sid"));
    }

    [Fact]
    public async Task Introspection_OfAnyOtherToken_SaysInactiveAndNothingElse()
    {
        var client = await Issuer.RegisterWithSecretAsync();
        var tokens = await Issuer.SignInAsync(client);
        var accessToken = tokens.Text("access_token")!;
        var tampered = accessToken[..accessToken.LastIndexOf('.')] + ".AAAA";
        string[] others = ["nonsense", "a.b.c", tampered, tokens.Text("id_token")!, await MintAsync("""{"key":"foreign"}"""), await MintAsync("""{"claims":{"exp":1}}""")];

        foreach (var other in others)
        {
            Assert.Equal("""{"active":false}""", (await IntrospectAsync(client, other)).GetRawText());
        }
    }

    [Fact]
    public async Task Introspection_OfAnothersToken_IsForClientsWithASecret()
    {
        var tokens = await Issuer.SignInAsync(await Issuer.RegisterAsync());

        var asked = await IntrospectAsync(await Issuer.RegisterWithSecretAsync(), tokens.Text("access_token")!);
        var refused = await IntrospectAsync(await Issuer.RegisterAsync(), tokens.Text("access_token")!);

        Assert.True(asked.GetProperty("active").GetBoolean());
        Assert.Equal("""{"active":false}""", refused.GetRawText());
    }

    [Fact]
    public async Task Introspection_WithoutClientOrToken_IsRefused()
    {
        var client = await Issuer.RegisterAsync();

        var nobody = await Issuer.SendFormAsync("/oauth2/introspection", null, ("token", "x"));
        var nothing = await Issuer.PostFormAsync("/oauth2/introspection", client);

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (nobody.Status, nobody.Error));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (nothing.Status, nothing.Error));
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public async Task AccessToken_LivesFiveMinutes(int age, bool active)
    {
        await using var issuer = await MockIssuer.StartApprovingAsync();
        var client = await issuer.RegisterAsync();
        var tokens = await issuer.SignInAsync(client);
        issuer.Time.Advance(TimeSpan.FromSeconds(age));

        var answer = await issuer.PostFormAsync("/oauth2/introspection", client, ("token", tokens.Text("access_token")!));

        Assert.Equal(active, answer.Succeeded().GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Revocation_OfAnAccessToken_TakesThatOneOnly()
    {
        var client = await Issuer.RegisterAsync();
        var tokens = await Issuer.SignInAsync(client);

        var revoked = await Issuer.PostFormAsync("/oauth2/revoke", client, ("token", tokens.Text("access_token")!));

        Assert.Equal((HttpStatusCode.OK, "no-store"), (revoked.Status, revoked.CacheControl));
        Assert.False((await IntrospectAsync(client, tokens.Text("access_token")!)).GetProperty("active").GetBoolean());
        (await Issuer.RefreshAsync(client, tokens.Text("refresh_token")!)).Succeeded();
    }

    [Fact]
    public async Task Revocation_OfARefreshToken_TakesTheFamily()
    {
        var client = await Issuer.RegisterAsync();
        var tokens = await Issuer.SignInAsync(client);

        await Issuer.PostFormAsync("/oauth2/revoke", client, ("token", tokens.Text("refresh_token")!));

        Assert.False((await IntrospectAsync(client, tokens.Text("access_token")!)).GetProperty("active").GetBoolean());
        Assert.Equal("invalid_grant", (await Issuer.RefreshAsync(client, tokens.Text("refresh_token")!)).Error);
    }

    [Fact]
    public async Task Revocation_ByAnotherClient_IsRefused()
    {
        var client = await Issuer.RegisterAsync();
        var tokens = await Issuer.SignInAsync(client);
        var other = await Issuer.RegisterWithSecretAsync();

        var refused = await Issuer.PostFormAsync("/oauth2/revoke", other, ("token", tokens.Text("refresh_token")!));
        var unauthenticated = await Issuer.PostFormAsync("/oauth2/revoke", other with { Secret = "wrong" }, ("token", tokens.Text("refresh_token")!));

        Assert.Equal("invalid_grant", refused.Error);
        Assert.Equal("invalid_client", unauthenticated.Error);
        Assert.True((await IntrospectAsync(client, tokens.Text("access_token")!)).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Revocation_OfAnUnknownToken_IsNoError()
    {
        var answer = await Issuer.PostFormAsync("/oauth2/revoke", await Issuer.RegisterAsync(), ("token", "unknown"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Theory]
    [InlineData("openid", """{"sub":"user_01J0ADA0ADA0ADA0ADA0ADA001"}""")]
    [InlineData("openid email", """{"sub":"user_01J0ADA0ADA0ADA0ADA0ADA001","email":"ada@example.com","email_verified":true}""")]
    [InlineData("openid profile", """{"sub":"user_01J0ADA0ADA0ADA0ADA0ADA001","name":"Ada Lovelace","given_name":"Ada","family_name":"Lovelace"}""")]
    public async Task UserInfo_OfAGoodToken_TellsWhatTheScopesAllow(string scope, string expected)
    {
        var tokens = await Issuer.SignInAsync(await Issuer.RegisterAsync(), ("scope", scope));

        var (status, _, body) = await UserInfoAsync(tokens.Text("access_token"));

        Assert.Equal(HttpStatusCode.OK, status);
        AssertJson.Equal(expected, body);
    }

    [Fact]
    public async Task UserInfo_WithoutAGoodToken_IsRefused()
    {
        var revoked = (await Issuer.SignInAsync(await Issuer.RegisterAsync())).Text("access_token")!;
        var client = new RegisteredClient(Jwt.Claims(revoked).Text("client_id")!);
        await Issuer.PostFormAsync("/oauth2/revoke", client, ("token", revoked));

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer", ""), await UserInfoAsync(null));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\"", ""), await UserInfoAsync(revoked));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\"", ""), await UserInfoAsync(await MintAsync("""{"key":"foreign"}""")));
        Assert.Equal(
            (HttpStatusCode.Forbidden, "Bearer error=\"insufficient_scope\", scope=\"openid\"", ""),
            await UserInfoAsync(await MintAsync("""{"claims":{"scope":"email"}}""")));
    }

    private async Task<JsonElement> IntrospectAsync(RegisteredClient client, string token)
    {
        var answer = await Issuer.PostFormAsync("/oauth2/introspection", client, ("token", token));
        Assert.Equal("no-store", answer.CacheControl);
        return answer.Succeeded();
    }

    private async Task<string> MintAsync(string request) => (await Issuer.AdminAsync(HttpMethod.Post, "/admin/tokens", request)).Body.Text("access_token")!;

    private async Task<(HttpStatusCode Status, string? Challenge, string Body)> UserInfoAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/oauth2/userinfo");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await Issuer.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Header("WWW-Authenticate"), await response.TextAsync());
    }
}
