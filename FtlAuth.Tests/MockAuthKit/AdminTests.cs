using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>The control surface, by its fixed contract.</summary>
public sealed class AdminTests(AskingIssuer shared) : IClassFixture<AskingIssuer>
{
    private MockIssuer Issuer => shared.Issuer;

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"claims":{},"header":{},"key":"current"}""")]
    public async Task Token_Minted_IsAsAuthKitWouldMakeIt(string? request)
    {
        var (status, body) = await Issuer.AdminAsync(HttpMethod.Post, "/admin/tokens", request);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["access_token", "expires_in"], body.Names());
        Assert.Equal(300, body.GetProperty("expires_in").GetInt32());
        var token = body.Text("access_token")!;
        Assert.Equal(["alg", "kid"], Jwt.Header(token).Names());
        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "org_id", "scope", "sid", "sub"], Jwt.Claims(token).Names());
        Assert.Equal(MockIssuer.Resource, Jwt.Claims(token).Text("aud"));
        Assert.True(Jwt.IsSignedBy(await Issuer.GetAsync("/oauth2/jwks"), Jwt.Header(token).Text("kid")!, token));
    }

    [Fact]
    public async Task Token_WithOverrides_HasThemAsTheyStand()
    {
        var token = await MintAsync(Issuer, """{"claims":{"sub":"x","exp":1.50,"aud":["a","b"],"sid":null,"extra":{"n":null}},"header":{"typ":"at+jwt","kid":null}}""");

        var claims = Jwt.Claims(token);
        Assert.Equal("""{"alg":"RS256","typ":"at+jwt"}""", Jwt.Header(token).GetRawText());
        Assert.Equal(["aud", "client_id", "exp", "extra", "iat", "iss", "jti", "org_id", "scope", "sub"], claims.Names());
        Assert.Equal(("x", "1.50", """["a","b"]""", """{"n":null}"""),
            (claims.Text("sub"), claims.GetProperty("exp").GetRawText(), claims.GetProperty("aud").GetRawText(), claims.GetProperty("extra").GetRawText()));
    }

    [Fact]
    public async Task Token_WithTheForeignKey_IsSignedByNoneOfTheSet()
    {
        var token = await MintAsync(Issuer, """{"key":"foreign"}""");

        var keys = (await Issuer.GetAsync("/oauth2/jwks")).GetProperty("keys").EnumerateArray().Select(key => key.Text("kid"));
        Assert.DoesNotContain(Jwt.Header(token).Text("kid"), keys);
    }

    [Theory]
    [InlineData("/admin/tokens", """{"key":"unknown"}""")]
    [InlineData("/admin/tokens", """{"key":1}""")]
    [InlineData("/admin/tokens", """{"claims":[]}""")]
    [InlineData("/admin/tokens", """{"claim":{}}""")]
    [InlineData("/admin/tokens", "[]")]
    [InlineData("/admin/tokens", "{")]
    [InlineData("/admin/sign", "{}")]
    [InlineData("/admin/sign", """{"input":"ä"}""")]
    [InlineData("/admin/keys", """{"alg":"HS256"}""")]
    [InlineData("/admin/keys", """{"bits":512}""")]
    [InlineData("/admin/keys", """{"bits":"2048"}""")]
    public async Task Request_WithAMistake_IsRefused(string path, string json)
    {
        var (status, body) = await Issuer.AdminAsync(HttpMethod.Post, path, json);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, body.Text("error")));
    }

    [Fact]
    public async Task Sign_OfAnyText_IsTheSignatureOfTheCurrentKey()
    {
        var kid = (await Issuer.GetAsync("/oauth2/jwks")).GetProperty("keys")[0].Text("kid")!;

        var (_, body) = await Issuer.AdminAsync(HttpMethod.Post, "/admin/sign", """{"input":"not.json","key":"current"}""");

        Assert.True(Base64Url.IsValid(body.Text("signature")));
        Assert.True(Jwt.IsSignedBy(await Issuer.GetAsync("/oauth2/jwks"), kid, "not.json." + body.Text("signature")));
        Assert.False(Jwt.IsSignedBy(await Issuer.GetAsync("/oauth2/jwks"), kid, "not.jsoN." + body.Text("signature")));
    }

    [Fact]
    public async Task Key_Added_SignsAndTheOldOneCanStill()
    {
        await using var issuer = await MockIssuer.StartAsync();
        var old = Jwt.Header(await MintAsync(issuer)).Text("kid")!;

        var (_, added) = await issuer.AdminAsync(HttpMethod.Post, "/admin/keys", """{"kid":"a/new key","bits":3072,"use":"enc"}""");

        Assert.Equal("a/new key", added.Text("kid"));
        Assert.Equal("a/new key", Jwt.Header(await MintAsync(issuer)).Text("kid"));
        var ofOld = await MintAsync(issuer, new JsonObject { ["key"] = old }.ToJsonString());
        var keys = await issuer.GetAsync("/oauth2/jwks");
        Assert.True(Jwt.IsSignedBy(keys, old, ofOld));
        var key = keys.GetProperty("keys")[1];
        Assert.Equal(("a/new key", "enc", 512), (key.Text("kid"), key.Text("use"), key.Text("n")!.Length));
    }

    [Fact]
    public async Task Key_Deleted_LeavesTheSetAndStillSigns()
    {
        await using var issuer = await MockIssuer.StartAsync();
        await issuer.AdminAsync(HttpMethod.Post, "/admin/keys", """{"kid":"a/new key"}""");

        var deleted = await issuer.AdminAsync(HttpMethod.Delete, "/admin/keys/a%2Fnew%20key");
        var again = await issuer.AdminAsync(HttpMethod.Delete, "/admin/keys/a%2Fnew%20key");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.Status, again.Status));
        var left = Assert.Single((await issuer.GetAsync("/oauth2/jwks")).GetProperty("keys").EnumerateArray());
        Assert.Equal(left.Text("kid"), Jwt.Header(await MintAsync(issuer)).Text("kid"));
        Assert.Equal("a/new key", Jwt.Header(await MintAsync(issuer, """{"key":"a/new key"}""")).Text("kid"));
    }

    [Fact]
    public async Task Key_OfAnotherAlgorithm_Signs()
    {
        await using var issuer = await MockIssuer.StartAsync();
        foreach (var alg in new[] { "ES256", "PS256", "RS512" })
        {
            await issuer.AdminAsync(HttpMethod.Post, "/admin/keys", new JsonObject { ["alg"] = alg }.ToJsonString());
            Assert.Equal(alg, Jwt.Header(await MintAsync(issuer)).Text("alg"));
        }

        var keys = (await issuer.GetAsync("/oauth2/jwks")).GetProperty("keys").EnumerateArray().Select(key => (key.Text("alg"), key.Text("kty")));
        Assert.Equal([("RS256", "RSA"), ("ES256", "EC"), ("PS256", "RSA"), ("RS512", "RSA")], keys);
    }

    [Fact]
    public async Task Jwks_Put_IsAnsweredAsItStandsUntilDeleted()
    {
        await using var issuer = await MockIssuer.StartAsync();
        var truth = await JwksAsync(issuer);

        var put = await issuer.AdminAsync(HttpMethod.Put, "/admin/jwks", "{\"keys\": [ oops");
        var lie = await JwksAsync(issuer);
        var deleted = await issuer.AdminAsync(HttpMethod.Delete, "/admin/jwks");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (put.Status, deleted.Status));
        Assert.Equal("{\"keys\": [ oops", lie);
        Assert.Equal(truth, await JwksAsync(issuer));
    }

    [Fact]
    public async Task Counters_CountEveryRequestByEndpoint()
    {
        await using var issuer = await MockIssuer.StartAsync();
        await issuer.GetAsync("/oauth2/jwks");
        await issuer.GetAsync("/oauth2/jwks");
        await issuer.GetAsync("/.well-known/oauth-authorization-server");
        await issuer.GetAsync("/.well-known/openid-configuration");
        await issuer.RegisterAsync();
        await issuer.SendFormAsync("/oauth2/token", null, ("grant_type", "x"));
        await issuer.AdminAsync(HttpMethod.Put, "/admin/faults", """{"jwks":"error"}""");
        using var failed = await issuer.Client.GetAsync("/oauth2/jwks", TestContext.Current.CancellationToken);

        var counters = await issuer.GetAsync("/admin/counters");

        AssertJson.Equal("""{"jwks":3,"metadata":2,"token":1,"register":1,"authorize":0}""", counters.GetRawText());
    }

    [Theory]
    [InlineData("Production", null, HttpStatusCode.NotFound)]
    [InlineData("Production", "true", HttpStatusCode.OK)]
    [InlineData("Development", "false", HttpStatusCode.NotFound)]
    [InlineData("Development", null, HttpStatusCode.OK)]
    public async Task Admin_IsServedInDevelopmentOnly(string environment, string? setting, HttpStatusCode expected)
    {
        await using var issuer = await MockIssuer.StartAsync((HostDefaults.EnvironmentKey, environment), ("MockAuthKit:Admin", setting));
        (HttpMethod Method, string Path, string? Body)[] requests =
        [
            (HttpMethod.Post, "/admin/tokens", "{}"), (HttpMethod.Post, "/admin/sign", """{"input":"x"}"""), (HttpMethod.Post, "/admin/keys", """{"kid":"k"}"""),
            (HttpMethod.Put, "/admin/faults", "{}"), (HttpMethod.Get, "/admin/counters", null),
        ];

        foreach (var (method, path, body) in requests)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : TestSystem.JsonContent(body) };
            using var response = await issuer.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Fact]
    public async Task Admin_AskedByAWebPage_Refuses()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/tokens") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", Issuer.Url);

        using var response = await Issuer.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static async Task<string> MintAsync(MockIssuer issuer, string? request = null)
    {
        var (status, body) = await issuer.AdminAsync(HttpMethod.Post, "/admin/tokens", request);
        Assert.Equal(HttpStatusCode.OK, status);
        return body.Text("access_token")!;
    }

    private static Task<string> JwksAsync(MockIssuer issuer) => issuer.Client.GetStringAsync("/oauth2/jwks", TestContext.Current.CancellationToken);
}
