using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Contract;

/// <summary>The rows of the errors table that speak OAuth, each to the byte.</summary>
public sealed class ChallengeTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Missing = """{"error":"unauthorized","error_description":"Missing authorization header"}""";

    private string ResourceMetadata => $"resource_metadata=\"{Origin}/.well-known/oauth-protected-resource/mcp\"";

    [Theory]
    [InlineData(null)]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("DPoP eyJhbGciOiJSUzI1NiJ9.e30.c2ln")]
    [InlineData("BearerX abc")]
    [InlineData("")]
    public async Task Credentials_NoneOrAnotherScheme_PlainChallenge(string? authorization)
    {
        using var response = await Stack.PostMcpAsync(null, change: request =>
        {
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }
        });

        await AssertOAuthAsync(response, HttpStatusCode.Unauthorized, $"Bearer {ResourceMetadata}", Missing);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("Access_Token")]
    public async Task Credentials_TokenInQueryOnly_DoNotCount(string name)
    {
        using var response = await Stack.PostMcpAsync(null, change: request => request.RequestUri = new Uri($"/mcp?{name}={Token}", UriKind.Relative));

        await AssertOAuthAsync(response, HttpStatusCode.Unauthorized, $"Bearer {ResourceMetadata}", Missing);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    [InlineData("Bearer  ")]
    public async Task Credentials_BearerInAnyCase_AreServed(string scheme)
    {
        using var response = await Stack.PostMcpAsync(null, change: request => request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {Token}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await AssertForwardedOnceAsync();
    }

    [Theory]
    [InlineData("""{"exp":1000}""", "{}", "current", "The access token expired")]
    [InlineData("""{"exp":null}""", "{}", "current", "The access token has no valid expiry")]
    [InlineData("""{"nbf":99999999999}""", "{}", "current", "The access token is not yet valid")]
    [InlineData("""{"iat":99999999999}""", "{}", "current", "The access token was issued in the future")]
    [InlineData("""{"iss":"https://evil.example"}""", "{}", "current", "The access token is from another issuer")]
    [InlineData("""{"aud":"https://other.example/mcp"}""", "{}", "current", "The audience is not this resource")]
    [InlineData("""{"aud":null}""", "{}", "current", "The access token has no valid audience")]
    [InlineData("""{"sub":null}""", "{}", "current", "The access token has no valid subject")]
    [InlineData("""{"nonce":"n"}""", "{}", "current", "An ID token is not an access token")]
    [InlineData("""{"cnf":{"jkt":"x"}}""", "{}", "current", "The access token is bound to a key and cannot be used as a bearer token")]
    [InlineData("{}", """{"alg":"none"}""", "current", "The signature algorithm is not accepted")]
    [InlineData("{}", """{"alg":"HS256"}""", "current", "The signature algorithm is not accepted")]
    [InlineData("{}", """{"typ":"dpop+jwt"}""", "current", "The token is not an access token")]
    [InlineData("{}", """{"kid":"another"}""", "current", "The signature key is unknown")]
    [InlineData("{}", "{}", "foreign", "The signature key is unknown")]
    public async Task Token_NotGood_InvalidToken(string claims, string header, string key, string description)
    {
        var token = await Stack.MintAsync(JsonNode.Parse(claims)!.AsObject(), JsonNode.Parse(header)!.AsObject(), key);

        using var response = await Stack.PostMcpAsync(token);

        await AssertInvalidTokenAsync(response, description);
    }

    [Theory]
    [InlineData("bad", "The access token is not a signed JWT")]
    [InlineData("a.b.c", "The access token is not a signed JWT")]
    [InlineData("a b", "The access token has characters that no access token has")]
    [InlineData("a,b", "The access token has characters that no access token has")]
    [InlineData("", "The access token has characters that no access token has")]
    public async Task Token_NoTokenAtAll_InvalidToken(string token, string description)
    {
        using var response = await Stack.PostMcpAsync(null, change: request => request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));

        await AssertInvalidTokenAsync(response, description);
    }

    [Fact]
    public async Task Token_ChangedInOneCharacter_InvalidToken()
    {
        var parts = Token.Split('.');
        var forged = $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}";

        using var response = await Stack.PostMcpAsync(forged);

        await AssertInvalidTokenAsync(response, "The signature is invalid");
    }

    [Fact]
    public async Task Token_AmongSeveralAudiences_IsServed()
    {
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = new JsonArray("https://other.example", Stack.Resource) });

        using var response = await Stack.PostMcpAsync(token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task Credentials_TwoHeaders_InvalidRequest()
    {
        var answer = await RawHttp.SendAsync(
            Origin,
            "POST",
            "/mcp",
            [$"Authorization: Bearer {Token}", $"Authorization: Bearer {Token}", "Content-Type: application/json"],
            TestSystem.ToolsList);

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            [$"Bearer error=\"invalid_request\", error_description=\"The access token must be sent once, in one Authorization header\", {ResourceMetadata}"],
            answer.Headers["WWW-Authenticate"]);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("access_token=x")]
    [InlineData("a=1&access_token=")]
    [InlineData("ACCESS_TOKEN=x")]
    [InlineData("%61ccess%5ftoken=x")]
    public async Task Credentials_HeaderAndQuery_InvalidRequest(string query)
    {
        using var response = await Stack.PostMcpAsync(Token, change: request => request.RequestUri = new Uri($"/mcp?{query}", UriKind.Relative));

        await AssertOAuthAsync(
            response,
            HttpStatusCode.BadRequest,
            $"Bearer error=\"invalid_request\", error_description=\"The access token must be sent once, in one Authorization header\", {ResourceMetadata}",
            """{"error":"invalid_request","error_description":"The access token must be sent once, in one Authorization header"}""");
    }

    [Fact]
    public async Task Challenge_SignedOutClientsFirstGet_IsChallenged()
    {
        using var response = await Stack.Client.GetAsync("/mcp", TestContext.Current.CancellationToken);

        await AssertOAuthAsync(response, HttpStatusCode.Unauthorized, $"Bearer {ResourceMetadata}", Missing);
    }

    private Task AssertInvalidTokenAsync(HttpResponseMessage response, string description) => AssertOAuthAsync(
        response,
        HttpStatusCode.Unauthorized,
        $"Bearer error=\"invalid_token\", error_description=\"{description}\", {ResourceMetadata}",
        $$"""{"error":"invalid_token","error_description":"{{description}}"}""");

    private async Task AssertOAuthAsync(HttpResponseMessage response, HttpStatusCode status, string challenge, string body)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(challenge, response.Header("WWW-Authenticate"));
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal(body, await response.TextAsync());
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }
}
