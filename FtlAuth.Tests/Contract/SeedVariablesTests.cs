using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Contract;

/// <summary>A deployment of the original moves over with its own variables.</summary>
public sealed class SeedVariablesTests(ContractSystem shared) : ContractTest(shared)
{
    [Theory]
    [InlineData("")]
    [InlineData("SPIN_VARIABLE_")]
    public async Task Gateway_WithTheTwoVariablesOnLoopback_WorksEndToEnd(string prefix)
    {
        await using var gateway = await AdditionalGateway.StartAsync([($"{prefix}authkit_issuer", Issuer), ($"{prefix}mcp_gateway_url", Stack.System.McpUrl)]);

        using var metadata = await gateway.Client.GetAsync("/.well-known/oauth-protected-resource", TestContext.Current.CancellationToken);
        using var challenge = await gateway.PostMcpAsync(null);
        using var served = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));
        using var refused = await gateway.PostMcpAsync(Token);

        AssertJson.Equal(
            $$"""{"resource":"{{gateway.Resource}}","authorization_servers":["{{Issuer}}"],"bearer_methods_supported":["header"]}""", await metadata.TextAsync());
        Assert.Equal($"Bearer resource_metadata=\"{gateway.Origin}/.well-known/oauth-protected-resource/mcp\"", challenge.Header("WWW-Authenticate"));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Contains("whoami", await served.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task Gateway_WithPublicUrlToo_AcceptsItsResourceOnly()
    {
        await using var gateway = await Stack.StartGatewayAsync(("Gateway:PublicUrl", "https://mcp.example.com"));

        using var metadata = await gateway.Client.GetAsync("/.well-known/oauth-protected-resource/mcp", TestContext.Current.CancellationToken);
        using var refused = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));
        await AssertNothingForwardedAsync();
        using var served = await gateway.PostMcpAsync(await Stack.MintForAsync("https://mcp.example.com/mcp"));

        Assert.Contains("\"resource\":\"https://mcp.example.com/mcp\"", await metadata.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("The audience is not this resource", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Contains("https://mcp.example.com/.well-known/oauth-protected-resource/mcp", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task Gateway_WithAudienceAndJwksUri_UsesThem()
    {
        await using var gateway = await AdditionalGateway.StartAsync(
        [
            ("authkit_issuer", Issuer), ("authkit_audience", "my-audience, other"), ("authkit_jwks_uri", Issuer + "/oauth2/jwks"), ("mcp_gateway_url", Stack.System.McpUrl),
        ]);

        using var served = await gateway.PostMcpAsync(await Stack.MintForAsync("other"));
        using var refused = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource));

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
