using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Sessions;
using FtlAuth.Tests.Authentication;
using FtlAuth.Tests.Mcp;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>The gateways, an issuer, and an MCP server that keeps what reaches it.</summary>
public sealed class HostileMessagesSystem : IAsyncLifetime
{
    /// <summary>The session id of the MCP server's own.</summary>
    internal const string ServerSession = "session-of-the-server";

    private readonly Dictionary<GatewayKind, AdditionalGateway> _gateways = [];
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly SignedTokens _tokens = new();
    private readonly CapturedLog _log = new();
    private FakeServer _issuer = null!;
    private FakeServer _mcp = null!;
    private string _token = null!;

    /// <summary>What a gateway has to say to its operator about what was sent since it was last asked.</summary>
    internal IEnumerable<string> Troubles => _log.Troubles;

    public async ValueTask InitializeAsync()
    {
        var keys = new JsonObject { ["keys"] = new JsonArray(_tokens.RsaJwk()) }.ToJsonString();
        _issuer = await FakeServer.StartAsync(context => context.Response.WriteAsync(keys));
        _mcp = await FakeServer.StartAsync(AnswerAsync);
        _token = _tokens.Sign(SignedTokens.Header, SignedTokens.Claims());
        await StartAsync(GatewayKind.Default);
        await StartAsync(GatewayKind.Batches, ("Limits:AllowBatch", "true"));
        await StartAsync(GatewayKind.Meta, ("Limits:AllowBatch", "true"), ("Identity:Body", "Both"));
        await StartAsync(GatewayKind.SmallBodies, ("Limits:MaxBodySize", "1024"));
        await StartAsync(
            GatewayKind.Tools,
            ("Limits:AllowBatch", "true"),
            ("Authorization:Tools:delete_user:Scopes", "users:write"),
            ("Authorization:Tools:admin*:Claims:role", "admin"),
            ("Authorization:Methods:resources/*:Scopes", "files:read"));

        // What the first requests of a process are slow at is no trouble of a row.
        foreach (var kind in _gateways.Keys)
        {
            await SendAsync(kind, TestSystem.ToolsList);
        }
    }

    /// <summary>Sends a request; what reaches the MCP server because of it is kept.</summary>
    internal async Task<(RawResponse Answer, IReadOnlyList<Delivery> Deliveries)> SendAsync(GatewayKind kind, Sent sent)
    {
        _log.Clear();
        _deliveries.Clear();
        var gateway = _gateways[kind];
        var sessions = gateway.Services.GetRequiredService<SessionIds>();
        var wire = sent.ToWire(
            _token, sessions.Wrap(ServerSession, Users.Minimal)!, sessions.Wrap(ServerSession, Users.Create("user_2"))!);
        return (await RawHttp.SendAsync(gateway.Origin, wire), [.. _deliveries]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways.Values)
        {
            await gateway.DisposeAsync();
        }

        await _issuer.DisposeAsync();
        await _mcp.DisposeAsync();
        _tokens.Dispose();
        _log.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _deliveries.Enqueue(await Delivery.ReadAsync(context.Request));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 2;
        await context.Response.WriteAsync("{}");
    }

    private async Task StartAsync(GatewayKind kind, params IEnumerable<(string Key, string? Value)> settings) =>
        _gateways[kind] = await AdditionalGateway.StartAsync(
            [
                ("AuthKit:Issuer", SignedTokens.Issuer),
                ("AuthKit:Audience", SignedTokens.Audience),
                ("AuthKit:JwksUri", _issuer.Origin + "/oauth2/jwks"),
                ("Gateway:PublicUrl", "https://gateway.test"),
                ("McpGateway:Url", _mcp.Origin + "/mcp-internal"),
                .. CapturedLog.Settings,

                // As many as there are here are unusual.
                ("Patterns:ForeignSessionsPerSubject", "0"),
                .. settings,
            ],
            services => services
                .AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(SignedTokens.Now)))
                .AddSingleton<ILoggerProvider>(_log));
}
