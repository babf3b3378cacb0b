using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Authorization;

/// <summary>A test with gateways that have rules, and what they log.</summary>
public abstract class AccessTest(ContractSystem shared) : ContractTest(shared)
{
    protected const string Audience = "https://gateway.example/mcp";

    private readonly CapturedLog _log = new();

    protected IReadOnlyList<string> Lines => _log.Lines;

    protected IEnumerable<string> Warnings => _log.Troubles;

    protected Task<AdditionalGateway> StartAsync(params IEnumerable<(string Key, string? Value)> settings) => Stack.StartGatewayAsync(
        services => services.AddSingleton<ILoggerProvider>(_log), [.. CapturedLog.Settings, ("AuthKit:Audience", Audience), .. settings]);

    /// <summary>A token for these gateways with claims replaced, or removed by null.</summary>
    protected Task<string> MintAsync(string claims = "{}")
    {
        var all = JsonNode.Parse(claims)!.AsObject();
        all.TryAdd("aud", Audience);
        return Stack.MintAsync(all);
    }

    protected static string Call(string tool) =>
        $$$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{"text":"x"}}}""";

    protected static async Task<HttpStatusCode> StatusAsync(AdditionalGateway gateway, string token, string body)
    {
        using var response = await gateway.PostMcpAsync(token, body);
        return response.StatusCode;
    }

    /// <summary>403 that names these scopes, and the MCP server was not asked.</summary>
    protected async Task AssertScopesAsync(AdditionalGateway gateway, HttpResponseMessage response, string scopes)
    {
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(
            $"Bearer error=\"insufficient_scope\", scope=\"{scopes}\", resource_metadata=\"{gateway.Origin}/.well-known/oauth-protected-resource/mcp\"",
            response.Header("WWW-Authenticate"));
        Assert.Equal("""{"error":"insufficient_scope","error_description":"The access token lacks a scope that is needed"}""", await response.TextAsync());
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }

    /// <summary>A JSON-RPC error without a challenge, and the MCP server was not asked.</summary>
    protected async Task AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, string beginning)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.StartsWith(beginning, await response.TextAsync(), StringComparison.Ordinal);
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }
}
