using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>Tokens that were verified before: what the memory of them saves, and what it must not change.</summary>
public sealed class VerifiedTokensTests(JwksSystem shared) : JwksTest(shared)
{
    private const string Validations = "ftlauth.token.validations";

    [Fact]
    public async Task Token_Again_IsNotVerifiedAgain()
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        var token = await MintAsync();

        await AssertServedAsync(gateway, token);
        await AssertServedAsync(gateway, token);
        await AssertServedAsync(gateway, token);

        Assert.Equal((1, 2), (metrics.Count($"{Validations} verified"), metrics.Count($"{Validations} cached")));
    }

    // The framework would have the scheme judge it before anything else.
    [Theory]
    [InlineData("/health", null)]
    [InlineData("/.well-known/oauth-protected-resource", null)]
    [InlineData("/nothing", null)]
    [InlineData("/mcp", "https://evil.example")]
    public async Task Token_WhereNoneIsAskedFor_IsNotJudged(string path, string? origin)
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        using var request = AdditionalGateway.McpRequest(HttpMethod.Get, await MintAsync("foreign"));
        request.RequestUri = new Uri(path, UriKind.Relative);
        request.Headers.TryAddWithoutValidation("Origin", origin is null ? [] : [origin]);

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(0, metrics.Total(Validations));
        using var judged = await gateway.PostMcpAsync(await MintAsync("foreign"));
        Assert.Equal(1, metrics.Total(Validations));
    }

    [Fact]
    public async Task Token_Again_TellsTheServerTheSameUser()
    {
        await using var gateway = await StartAsync();
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = Audience, ["sub"] = "user_7", ["org_id"] = "org_7", ["scope"] = "openid email" });

        await AssertServedAsync(gateway, token);
        await AssertServedAsync(gateway, token);

        var received = await Stack.ReceivedAsync();
        Assert.Equal(2, received.Count);
        Assert.Equal(Identity(received[0]), Identity(received[1]));
        Assert.Contains(("X-Auth-User-Id", "user_7"), Identity(received[1]));
    }

    [Fact]
    public async Task Token_ThatWasRefused_IsJudgedAgain()
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        var token = await Stack.MintForAsync("https://other.example/mcp");

        for (var count = 0; count < 3; count++)
        {
            using var response = await gateway.PostMcpAsync(token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Equal(3, metrics.Count($"{Validations} WrongAudience"));
        Assert.Equal(0, metrics.Count($"{Validations} cached"));
    }

    // In the skew a token still counts, and is verified each time.
    [Fact]
    public async Task Token_OnceVerified_ExpiresNoLaterForIt()
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds(Time.GetUtcNow().ToUnixTimeSeconds() + 100);
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = Audience, ["exp"] = expires.ToUnixTimeSeconds() });
        await using var gateway = await StartWithClockAsync();
        using var metrics = new RecordedMetrics(gateway);
        await AssertServedAsync(gateway, token);

        Time.SetUtcNow(expires);
        await AssertServedAsync(gateway, token);
        await AssertServedAsync(gateway, token);
        Assert.Equal((3, 0), (metrics.Count($"{Validations} verified"), metrics.Count($"{Validations} cached")));

        Time.SetUtcNow(expires.AddSeconds(60));
        using var response = await gateway.PostMcpAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("The access token expired", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfARemovedKey_StopsWithTheNextKeySet()
    {
        var removed = await Stack.AddKeyAsync();
        await Stack.AddKeyAsync();
        var token = await MintAsync(removed);
        await using var gateway = await StartAsync();
        await AssertServedAsync(gateway, token);
        await AssertServedAsync(gateway, token);
        await Stack.RemoveKeyAsync(removed);
        await AssertServedAsync(gateway, token);

        // A look for another key brings the new set.
        await Stack.AddKeyAsync();
        await AssertServedAsync(gateway, await MintAsync());

        await AssertUnknownKeyAsync(gateway, token);
    }

    [Fact]
    public async Task Tokens_MoreThanThereIsRoomFor_AreAllServed()
    {
        await using var gateway = await StartAsync(("Limits:VerifiedTokens", "2"));
        var tokens = await Task.WhenAll(Enumerable.Range(0, 5).Select(index => Stack.MintAsync(new JsonObject { ["aud"] = Audience, ["sub"] = $"user_{index}" })));

        var statuses = await StatusesAsync(gateway, 50, index => tokens[index % tokens.Length]);

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task Tokens_OfManyUsersInterleaved_NeverCross()
    {
        await using var gateway = await StartAsync();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 10).Select(index => Stack.MintAsync(new JsonObject { ["aud"] = Audience, ["sub"] = $"user_{index}" })));

        // The mock remembers a hundred requests; each says in its body whose it is.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async index =>
        {
            using var response = await gateway.PostMcpAsync(tokens[index % 10], $$"""{"jsonrpc":"2.0","method":"tools/list","id":{{index % 10}}}""");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));

        Assert.All(await Stack.ReceivedAsync(), request =>
            Assert.Equal($"user_{JsonNode.Parse(request.BodyText)!["id"]}", Assert.Single(request.HeaderValues("X-Auth-User-Id"))));
    }

    private static (string, string)[] Identity(ReceivedRequest request) =>
        [.. request.HeaderPairs().Where(header => header.Name.StartsWith("X-Auth-", StringComparison.OrdinalIgnoreCase)).Order()];
}
