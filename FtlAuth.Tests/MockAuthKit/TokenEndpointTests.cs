using System.Net;
using System.Text;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

public sealed class TokenEndpointTests(ApprovingIssuer shared) : IClassFixture<ApprovingIssuer>
{
    private MockIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task Code_Exchanged_GivesTheTokensOfAuthKit()
    {
        var client = await Issuer.RegisterAsync();

        var answer = await Issuer.ExchangeAsync(client, await Issuer.CodeAsync(client.Id, ("nonce", "n")));

        var tokens = answer.Succeeded();
        Assert.Equal("no-store", answer.CacheControl);
        Assert.Equal(("Bearer", 300, "openid profile offline_access"), (tokens.Text("token_type"), tokens.GetProperty("expires_in").GetInt32(), tokens.Text("scope")));
        Assert.Equal(["alg", "kid"], Jwt.Header(tokens.Text("access_token")!).Names());
        var claims = Jwt.Claims(tokens.Text("access_token")!);
        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "org_id", "scope", "sid", "sub"], claims.Names());
        Assert.Equal((Issuer.Url, MockIssuer.Resource, client.Id), (claims.Text("iss"), claims.Text("aud"), claims.Text("client_id")));
        Assert.StartsWith("app_consent_", claims.Text("sid"), StringComparison.Ordinal);
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        var identity = Jwt.Claims(tokens.Text("id_token")!);
        Assert.Equal((client.Id, "n", "Ada Lovelace"), (identity.Text("aud"), identity.Text("nonce"), identity.Text("name")));
    }

    [Fact]
    public async Task Code_WithoutAResource_GivesATokenForTheEnvironment()
    {
        var client = await Issuer.RegisterAsync();

        var answer = await Issuer.ExchangeAsync(client, await Issuer.CodeAsync(client.Id, ("resource", null)), ("resource", null));

        Assert.StartsWith("client_", Jwt.Claims(answer.Succeeded().Text("access_token")!).Text("aud"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resource", null, null)]
    [InlineData("resource", "https://other.example/mcp", "invalid_target")]
    [InlineData("redirect_uri", null, "invalid_grant")]
    [InlineData("redirect_uri", "https://client.example/other", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_grant")]
    [InlineData("code_verifier", "another-verifier.of~43-or_more-characters-0123", "invalid_grant")]
    [InlineData("code", null, "invalid_request")]
    [InlineData("code", "unknown", "invalid_grant")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    public async Task Code_WithAnotherParameter_IsRefused(string name, string? value, string? error)
    {
        var client = await Issuer.RegisterAsync();

        var answer = await Issuer.ExchangeAsync(client, await Issuer.CodeAsync(client.Id), (name, value));

        Assert.Equal(error, answer.Error);
        Assert.Equal(error is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("no-store", answer.CacheControl);
    }

    [Fact]
    public async Task Code_OfAnotherClient_IsRefusedAndStaysGood()
    {
        var client = await Issuer.RegisterAsync();
        var thief = await Issuer.RegisterAsync();
        var code = await Issuer.CodeAsync(client.Id);

        var stolen = await Issuer.ExchangeAsync(thief, code);
        var owned = await Issuer.ExchangeAsync(client, code);

        Assert.Equal("invalid_grant", stolen.Error);
        owned.Succeeded();
    }

    [Fact]
    public async Task Code_UsedTwice_IsRefusedAndRevokesWhatCameOfIt()
    {
        var client = await Issuer.RegisterAsync();
        var code = await Issuer.CodeAsync(client.Id);
        var tokens = (await Issuer.ExchangeAsync(client, code)).Succeeded();
        Assert.True(await IsActiveAsync(client, tokens.Text("access_token")!));

        var again = await Issuer.ExchangeAsync(client, code);

        Assert.Equal("invalid_grant", again.Error);
        Assert.False(await IsActiveAsync(client, tokens.Text("access_token")!));
        Assert.Equal("invalid_grant", (await Issuer.RefreshAsync(client, tokens.Text("refresh_token")!)).Error);
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, "invalid_grant")]
    public async Task Code_LivesAMinute(int age, string? error)
    {
        await using var issuer = await MockIssuer.StartApprovingAsync();
        var client = await issuer.RegisterAsync();
        var code = await issuer.CodeAsync(client.Id);
        issuer.Time.Advance(TimeSpan.FromSeconds(age));

        var answer = await issuer.ExchangeAsync(client, code);

        Assert.Equal(error, answer.Error);
    }

    [Fact]
    public async Task RefreshToken_Used_IsRotated()
    {
        var client = await Issuer.RegisterAsync();
        var first = await Issuer.SignInAsync(client);

        var second = (await Issuer.RefreshAsync(client, first.Text("refresh_token")!, ("resource", MockIssuer.Resource))).Succeeded();
        var third = (await Issuer.RefreshAsync(client, second.Text("refresh_token")!)).Succeeded();

        string[] refreshTokens = [first.Text("refresh_token")!, second.Text("refresh_token")!, third.Text("refresh_token")!];
        Assert.Distinct(refreshTokens);
        Assert.Equal(Jwt.Claims(first.Text("access_token")!).Text("sid"), Jwt.Claims(third.Text("access_token")!).Text("sid"));
        Assert.Equal(MockIssuer.Resource, Jwt.Claims(third.Text("access_token")!).Text("aud"));
    }

    [Fact]
    public async Task RefreshToken_UsedTwice_RevokesTheFamilyAndNoOther()
    {
        var client = await Issuer.RegisterAsync();
        var first = await Issuer.SignInAsync(client);
        var other = await Issuer.SignInAsync(client);
        var second = (await Issuer.RefreshAsync(client, first.Text("refresh_token")!)).Succeeded();

        var again = await Issuer.RefreshAsync(client, first.Text("refresh_token")!);

        Assert.Equal("invalid_grant", again.Error);
        Assert.Equal("invalid_grant", (await Issuer.RefreshAsync(client, second.Text("refresh_token")!)).Error);
        Assert.False(await IsActiveAsync(client, second.Text("access_token")!));
        Assert.True(await IsActiveAsync(client, other.Text("access_token")!));
    }

    [Fact]
    public async Task RefreshToken_WithAMistakeOfTheClient_StaysGood()
    {
        var client = await Issuer.RegisterAsync();
        var thief = await Issuer.RegisterAsync();
        var refreshToken = (await Issuer.SignInAsync(client)).Text("refresh_token")!;

        Assert.Equal("invalid_grant", (await Issuer.RefreshAsync(thief, refreshToken)).Error);
        Assert.Equal("invalid_target", (await Issuer.RefreshAsync(client, refreshToken, ("resource", "https://other.example/mcp"))).Error);
        Assert.Equal("invalid_scope", (await Issuer.RefreshAsync(client, refreshToken, ("scope", "openid email"))).Error);

        var narrowed = (await Issuer.RefreshAsync(client, refreshToken, ("scope", "openid"))).Succeeded();
        Assert.Equal("openid", Jwt.Claims(narrowed.Text("access_token")!).Text("scope"));
    }

    [Fact]
    public async Task ClientCredentials_WithASecret_GiveAMachinesToken()
    {
        var client = await Issuer.RegisterWithSecretAsync();

        var answer = await Issuer.PostFormAsync("/oauth2/token", client, ("grant_type", "client_credentials"), ("resource", MockIssuer.Resource));

        var tokens = answer.Succeeded();
        var claims = Jwt.Claims(tokens.Text("access_token")!);
        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "sub"], claims.Names());
        Assert.Equal((client.Id, client.Id, MockIssuer.Resource), (claims.Text("sub"), claims.Text("client_id"), claims.Text("aud")));
        Assert.False(tokens.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task ClientCredentials_ForAnUnregisteredResource_AreInvalidTarget()
    {
        var client = await Issuer.RegisterWithSecretAsync();

        var answer = await Issuer.PostFormAsync("/oauth2/token", client, ("grant_type", "client_credentials"), ("resource", "https://other.example/mcp"));

        Assert.Equal("invalid_target", answer.Error);
    }

    [Fact]
    public async Task ClientCredentials_OfAPublicClient_AreRefused()
    {
        var client = await Issuer.RegisterAsync();

        var answer = await Issuer.PostFormAsync("/oauth2/token", client, ("grant_type", "client_credentials"));

        Assert.Equal("unauthorized_client", answer.Error);
    }

    [Theory]
    [InlineData("client_secret_post", false, null)]
    [InlineData("client_secret_post", true, null)]
    [InlineData("client_secret_basic", false, null)]
    [InlineData("client_secret_basic", true, null)]
    [InlineData("client_secret_post", false, "wrong")]
    [InlineData("client_secret_basic", true, "wrong")]
    [InlineData("client_secret_basic", true, "")]
    [InlineData("client_secret_post", false, "")]
    public async Task ClientSecret_EitherWay_IsChecked(string method, bool basic, string? wrongSecret)
    {
        var client = await Issuer.RegisterWithSecretAsync(method);
        var secret = wrongSecret ?? client.Secret;
        (string, string?)[] credentials = basic ? [] : [("client_id", client.Id), ("client_secret", secret)];

        var answer = await Issuer.SendFormAsync(
            "/oauth2/token", basic ? Basic(client.Id, secret!) : null, [("grant_type", "client_credentials"), .. credentials]);

        Assert.Equal(wrongSecret is null ? (HttpStatusCode.OK, null) : (HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal(basic && wrongSecret is not null, answer.Challenge?.StartsWith("Basic ", StringComparison.Ordinal) is true);
        Assert.Equal("no-store", answer.CacheControl);
    }

    [Fact]
    public async Task Client_UnknownOrUnnamedOrPublicWithASecret_IsInvalid()
    {
        var client = await Issuer.RegisterAsync();

        foreach (var (id, secret) in new[] { ("client_unknown", null), (null, null), (client.Id, "made-up") })
        {
            var answer = await Issuer.SendFormAsync("/oauth2/token", null, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret));
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        }
    }

    [Fact]
    public async Task Client_NamedTwiceInDifferentWays_IsInvalidRequest()
    {
        var client = await Issuer.RegisterWithSecretAsync();
        var header = Basic(client.Id, client.Secret!);

        var twoSecrets = await Issuer.SendFormAsync("/oauth2/token", header, ("grant_type", "client_credentials"), ("client_secret", client.Secret));
        var twoIds = await Issuer.SendFormAsync("/oauth2/token", header, ("grant_type", "client_credentials"), ("client_id", "client_other"));
        var sameId = await Issuer.SendFormAsync("/oauth2/token", header, ("grant_type", "client_credentials"), ("client_id", client.Id));

        Assert.Equal(("invalid_request", "invalid_request", null), (twoSecrets.Error, twoIds.Error, sameId.Error));
    }

    [Fact]
    public async Task Request_ThatIsNoFormOrRepeatsAParameter_IsInvalid()
    {
        using var json = await Issuer.Client.PostAsync("/oauth2/token", TestSystem.JsonContent("{}"), TestContext.Current.CancellationToken);
        var repeated = await Issuer.SendFormAsync("/oauth2/token", null, ("grant_type", "client_credentials"), ("grant_type", "client_credentials"));

        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.Contains("invalid_request", await json.TextAsync(), StringComparison.Ordinal);
        Assert.Equal("invalid_request", repeated.Error);
    }

    private async Task<bool> IsActiveAsync(RegisteredClient client, string token) =>
        (await Issuer.PostFormAsync("/oauth2/introspection", client, ("token", token))).Succeeded().GetProperty("active").GetBoolean();

    private static string Basic(string id, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"));
}
