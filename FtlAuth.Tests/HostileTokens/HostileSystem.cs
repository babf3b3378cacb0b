using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>The gateways, an issuer and an MCP server that count what reaches them, and a clock that stands still.</summary>
public sealed class HostileSystem : IAsyncLifetime
{
    internal const string PublicUrl = "https://gateway.test";

    private readonly Dictionary<GatewayKind, AdditionalGateway> _gateways = [];
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private FakeServer _issuer = null!;
    private FakeServer _mcp = null!;
    private int _issuerRequests;
    private int _mcpRequests;
    private int _expectedIssuerRequests;

    internal Forge Forge { get; private set; } = null!;

    internal CapturedLog Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeServer.StartAsync(context =>
        {
            Interlocked.Increment(ref _issuerRequests);
            return context.Response.WriteAsync(context.Request.Path == PublishedKeys.OneKeyPath ? PublishedKeys.One(Forge) : PublishedKeys.Every(Forge));
        });
        _mcp = await FakeServer.StartAsync(context =>
        {
            Interlocked.Increment(ref _mcpRequests);
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        });
        Forge = new Forge(_issuer.Origin + "/canary");

        await StartAsync(GatewayKind.Default);
        await StartAsync(GatewayKind.EveryAlgorithm, ("AuthKit:Algorithms", string.Join(',', SignatureAlgorithm.All.Select(algorithm => algorithm.Name))));
        await StartAsync(GatewayKind.OneKey, ("AuthKit:JwksUri", _issuer.Origin + PublishedKeys.OneKeyPath));
        await StartAsync(GatewayKind.ListedClient, ("AuthKit:AllowedClientIds", "client_1"));
        await StartAsync(GatewayKind.NoSkew, ("AuthKit:ClockSkew", "00:00:00"));
        await StartCooldownAsync();
    }

    /// <summary>Sends a request and forgets what was before.</summary>
    internal Task<RawResponse> SendAsync(GatewayKind gateway, Presented presented)
    {
        Log.Clear();
        Volatile.Write(ref _mcpRequests, 0);
        return presented.SendAsync(_gateways[gateway].Origin);
    }

    /// <summary>Asserts that no other row has sent the same.</summary>
    internal void AssertNew(GatewayKind gateway, Presented presented) =>
        Assert.True(_sent.Add($"{gateway} {presented.Target} {string.Join('\n', presented.Headers)} {presented.Body}"), "Another row sends the same.");

    /// <summary>Asserts that just so many requests reached the MCP server, and none the issuer since the beginning.</summary>
    internal void AssertReached(int mcpRequests)
    {
        Assert.Equal(mcpRequests, Volatile.Read(ref _mcpRequests));
        Assert.Equal(_expectedIssuerRequests, Volatile.Read(ref _issuerRequests));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways.Values)
        {
            await gateway.DisposeAsync();
        }

        await _issuer.DisposeAsync();
        await _mcp.DisposeAsync();
        Forge.Dispose();
        Log.Dispose();
    }

    // The audience is another than the gateway's own URL, so that nothing can be right because it was derived.
    private async Task StartAsync(GatewayKind kind, params IEnumerable<(string Key, string? Value)> settings) =>
        _gateways[kind] = await AdditionalGateway.StartAsync(
            [
                ("AuthKit:Issuer", SignedTokens.Issuer),
                ("AuthKit:Audience", SignedTokens.Audience),
                ("AuthKit:JwksUri", _issuer.Origin + PublishedKeys.Path),
                ("Gateway:PublicUrl", PublicUrl),
                ("McpGateway:Url", _mcp.Origin + "/mcp-internal"),
                .. CapturedLog.Settings,

                // As many as there are here are unusual.
                ("Patterns:BadSignaturesPerAddress", "0"),
                ("Patterns:UnknownKeys", "0"),
                .. settings,
            ],
            services => services
                .AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(SignedTokens.Now)))
                .AddSingleton<ILoggerProvider>(Log)

                // Every row looks at its line, and no second passes.
                .AddSingleton(new LogLimit(int.MaxValue)));

    // An unknown key is looked for once per cool-down. That once is now, and the clock stands still.
    private async Task StartCooldownAsync()
    {
        foreach (var gateway in _gateways.Values)
        {
            var before = Volatile.Read(ref _issuerRequests);
            var answer = await ((Presented)Forge.Sign("""{"alg":"RS256","kid":"nobody's"}""", SignedTokens.Claims())).SendAsync(gateway.Origin);
            Assert.Equal(401, answer.Status);
            Assert.NotEqual(before, Volatile.Read(ref _issuerRequests));
        }

        _expectedIssuerRequests = Volatile.Read(ref _issuerRequests);
    }
}
