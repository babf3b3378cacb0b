using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Contract;

/// <summary>A gateway with <c>AuthKit:RequiredScopes</c>.</summary>
public sealed class ScopeTests(ContractSystem shared) : ContractTest(shared)
{
    private AdditionalGateway _gateway = null!;

    private string ResourceMetadata => $"resource_metadata=\"{_gateway.Origin}/.well-known/oauth-protected-resource/mcp\"";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _gateway = await Stack.StartGatewayAsync(("AuthKit:RequiredScopes:0", "mcp:use"), ("AuthKit:RequiredScopes:1", "email"));
    }

    public override async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"scope":"email"}""")]
    [InlineData("""{"scope":"mcp:use"}""")]
    [InlineData("""{"scope":"EMAIL MCP:USE"}""")]
    [InlineData("""{"scope":"mcp:use.email"}""")]
    [InlineData("""{"scope":""}""")]
    [InlineData("""{"scope":null}""")]
    [InlineData("""{"scope":null,"scp":["email"]}""")]
    [InlineData("""{"scope":7}""")]
    public async Task Token_WithoutAllScopes_InsufficientScope(string claims)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync(claims));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal($"Bearer error=\"insufficient_scope\", scope=\"mcp:use email\", {ResourceMetadata}", response.Header("WWW-Authenticate"));
        Assert.Equal("""{"error":"insufficient_scope","error_description":"The access token lacks a scope that is needed"}""", await response.TextAsync());
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("""{"scope":"email mcp:use"}""")]
    [InlineData("""{"scope":"openid  mcp:use email profile"}""")]
    [InlineData("""{"scope":null,"scp":"mcp:use email"}""")]
    [InlineData("""{"scope":null,"scp":["email","mcp:use"]}""")]
    public async Task Token_WithAllScopes_IsServed(string claims)
    {
        using var response = await _gateway.PostMcpAsync(await MintAsync(claims));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await AssertForwardedOnceAsync();
    }

    [Fact]
    public async Task Challenges_WithScopesConfigured_NameThem()
    {
        using var missing = await _gateway.PostMcpAsync(null);
        using var bad = await _gateway.PostMcpAsync("bad");

        Assert.Equal($"Bearer {ResourceMetadata}, scope=\"mcp:use email\"", missing.Header("WWW-Authenticate"));
        Assert.Equal(
            $"Bearer error=\"invalid_token\", error_description=\"The access token is not a signed JWT\", {ResourceMetadata}, scope=\"mcp:use email\"",
            bad.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Scope_OnGetAndDelete_IsNeededToo()
    {
        var token = await MintAsync("""{"scope":"email"}""");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete, HttpMethod.Put })
        {
            using var request = AdditionalGateway.McpRequest(method, token);
            using var response = await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        await AssertNothingForwardedAsync();
    }

    private Task<string> MintAsync(string claims)
    {
        var all = JsonNode.Parse(claims)!.AsObject();
        all["aud"] = _gateway.Resource;
        return Stack.MintAsync(all);
    }
}
