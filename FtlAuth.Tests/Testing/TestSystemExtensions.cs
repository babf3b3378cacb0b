using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Testing;

/// <summary>More gateways in front of a system's issuer and MCP server, and its issuer's keys.</summary>
public static class TestSystemExtensions
{
    /// <summary>Starts a gateway that knows the system's issuer and MCP server by the original's two variables, and the given settings.</summary>
    public static Task<AdditionalGateway> StartGatewayAsync(this TestSystem system, params IEnumerable<(string Key, string? Value)> settings) =>
        system.StartGatewayAsync(null, settings);

    /// <inheritdoc cref="StartGatewayAsync(TestSystem, IEnumerable{ValueTuple{string, string}})"/>
    public static Task<AdditionalGateway> StartGatewayAsync(
        this TestSystem system, Action<IServiceCollection>? configureServices, params IEnumerable<(string Key, string? Value)> settings) =>
        AdditionalGateway.StartAsync(
            [("authkit_issuer", system.System.IssuerUrl), ("mcp_gateway_url", system.System.McpUrl), .. settings], configureServices);

    /// <summary>An access token for another resource than the system's own.</summary>
    public static Task<string> MintForAsync(this TestSystem system, string audience, string key = "current") =>
        system.MintAsync(new JsonObject { ["aud"] = audience }, key: key);

    /// <summary>Adds a key to the issuer's set, which signs from now on; gives its id.</summary>
    public static async Task<string> AddKeyAsync(this TestSystem system)
    {
        using var response = await system.IssuerAdmin.PostAsync("/admin/keys", TestSystem.JsonContent("{}"), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("kid").GetString()!;
    }

    public static async Task RemoveKeyAsync(this TestSystem system, string keyId) =>
        (await system.IssuerAdmin.DeleteAsync($"/admin/keys/{keyId}", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
}
