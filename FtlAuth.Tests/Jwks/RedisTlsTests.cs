using System.Net;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>Redis with TLS and a certificate of a private authority, which a gateway trusts when its operating system does.</summary>
public sealed class RedisTlsTests(JwksSystem shared) : JwksTest(shared)
{
    [Fact]
    public async Task Gateway_AuthorityTrusted_LeavesItsKeysInRedis()
    {
        await using var redis = await RedisServer.StartAsync(tls: true);
        using var client = NewClient();
        await using var gateway = StartProcess(client, redis, ("SSL_CERT_FILE", redis.AuthorityFile));

        await AssertHealthAsync(client, "Healthy");
        await AssertServedAsync(client);

        await Eventually.TrueAsync(async () => (await redis.EntriesAsync()).Count > 0, "the gateway leaves its keys in Redis");
    }

    [Fact]
    public async Task Gateway_AuthorityNotTrusted_DoesNotConnectAndServes()
    {
        await using var redis = await RedisServer.StartAsync(tls: true);
        using var client = NewClient();
        await using var gateway = StartProcess(client, redis);

        await AssertHealthAsync(client, "Degraded");
        await AssertServedAsync(client);

        Assert.Empty(await redis.EntriesAsync());
    }

    private static HttpClient NewClient() => new() { BaseAddress = new Uri($"http://localhost:{FreePort.Find()}") };

    private GatewayProcess StartProcess(HttpClient client, RedisServer redis, params (string Name, string Value)[] variables) => GatewayProcess.Start(
        ["--urls", client.BaseAddress!.GetLeftPart(UriPartial.Authority)],
        [
            ("authkit_issuer", Stack.System.IssuerUrl),
            ("mcp_gateway_url", Stack.System.McpUrl),
            ("AuthKit__Audience", Audience),
            ("Gateway__Secret", JwksSystem.Secret),
            ("ConnectionStrings__cache", redis.ConnectionString + ",connectTimeout=1000,connectRetry=0"),
            .. variables,
        ]);

    private async Task AssertServedAsync(HttpClient client)
    {
        using var request = AdditionalGateway.McpRequest(HttpMethod.Post, await MintAsync());
        request.Content = TestSystem.JsonContent(TestSystem.ToolsList);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task AssertHealthAsync(HttpClient client, string expected) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                return await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken) == expected;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet, or has no keys yet.
                return false;
            }
        },
        $"the gateway tells that it is {expected}");
}
