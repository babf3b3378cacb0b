using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Transparency;

/// <summary>A gateway with default settings in front of a <see cref="RecordingUpstream"/>, and a user with every claim that is told.</summary>
public sealed class TransparencySystem : IAsyncLifetime
{
    private static readonly ClientRequest Initialize = new("POST", ["Content-Type: application/json"], McpMessages.Initialize("2025-11-25")) { IsInitialize = true };

    private readonly RecordingUpstream _upstream = new();
    private readonly Dictionary<string, string> _handedOut = new(StringComparer.Ordinal);
    private AdditionalGateway _gateway = null!;
    private string _token = null!;
    private RawField[] _identity = null!;
    private string _authContext = null!;

    public TestSystem System { get; private set; } = null!;

    private string PublicAuthority => new Uri(_gateway.Origin).Authority;

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync();
        _gateway = await System.StartGatewayAsync(("McpGateway:Url", $"http://{_upstream.Authority}{ExpectedDifferences.UpstreamPath}"));
        _token = await System.MintAsync(new JsonObject
        {
            ["aud"] = _gateway.Resource,
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
            ["sub"] = "user_1",
            ["client_id"] = "client_1",
            ["org_id"] = "org_1",
            ["sid"] = "session_1",
            ["email"] = "ada@example.com",
            ["scope"] = "openid mcp:use",
        });
        _identity =
        [
            new("X-Auth-User-Id", "user_1"), new("X-Auth-Issuer", System.System.IssuerUrl), new("X-Auth-Client-Id", "client_1"), new("X-Auth-Org-Id", "org_1"),
            new("X-Auth-Session-Id", "session_1"), new("X-Auth-Email", "ada@example.com"), new("X-Auth-Scopes", "openid mcp:use"),
        ];
        _authContext =
            $$"""
            {"authenticated_user":"user_1","email":"ada@example.com","issuer":"{{System.System.IssuerUrl}}","client_id":"client_1","org_id":"org_1",
             "scopes":["openid","mcp:use"]}
            """;
    }

    /// <summary>Sends the request to the MCP server, directly and through the gateway; the answer is the same both times.</summary>
    internal async Task<Exchange> ExchangeAsync(ClientRequest request, ServerAnswer answer)
    {
        var session = request.Session is null ? "" : await HandOutAsync(request.Session);
        _upstream.Answer = answer;
        _upstream.Take();
        var answeredDirectly = await RawClient.SendAsync(_upstream.Authority, request.ToBytes(PublicAuthority, _token, request.Session ?? ""));
        var receivedDirectly = Assert.Single(_upstream.Take());
        var answered = await RawClient.SendAsync(PublicAuthority, request.ToBytes(PublicAuthority, _token, session));
        var received = _upstream.Take();
        Assert.True(received.Count == 1, $"The MCP server received {received.Count} requests, and the client: {answered.StartLine} {Encoding.UTF8.GetString(answered.Body)}");
        return new Exchange(
            new MessagePair(receivedDirectly, received[0]),
            new MessagePair(answeredDirectly, answered),
            new Surroundings(request, _upstream.Authority, PublicAuthority, _identity, _authContext));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        await System.DisposeAsync();
    }

    /// <summary>The id that the gateway hands out for a session of the server's.</summary>
    private async Task<string> HandOutAsync(string bare)
    {
        if (!_handedOut.TryGetValue(bare, out var handedOut))
        {
            _upstream.Answer = ServerAnswer.Json(McpMessages.Result) with { Lines = ["Content-Type: application/json", $"Mcp-Session-Id: {bare}"] };
            var answer = await RawClient.SendAsync(PublicAuthority, Initialize.ToBytes(PublicAuthority, _token, ""));
            _handedOut[bare] = handedOut = Assert.Single(answer.Values("Mcp-Session-Id"));
        }

        return handedOut;
    }
}
