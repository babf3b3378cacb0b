using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Audit;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Audit;

public sealed class AuditTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Echo = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"secret text"}}}""";

    private readonly CapturedLog _log = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public override ValueTask DisposeAsync()
    {
        _log.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Accepted_IsToldWithEveryField()
    {
        await using var gateway = await StartAsync(100);
        var token = await MintAsync(gateway);

        using var response = await gateway.PostMcpAsync(token, Echo);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var told = Assert.Single(_log.Audit);
        Assert.Equal("request.accepted", told["event"]);
        Assert.Equal("accepted", told["outcome"]);
        Assert.Equal(response.Header("X-Trace-Id"), told["trace_id"]);
        Assert.Equal("127.0.0.1", told["address"]);
        Assert.Equal("POST", told["http_method"]);
        Assert.Equal(Issuer, told["issuer"]);
        Assert.Equal("user_7", told["sub"]);
        Assert.Equal("client_7", told["client_id"]);
        Assert.Equal("org_7", told["org_id"]);
        Assert.Equal("tools/call", told["method"]);
        Assert.Equal("echo", told["tool"]);
        Assert.IsType<double>(told["duration_ms"]);
        Assert.False(told.ContainsKey("reason"));
        AssertNothingSecret(token);
    }

    /// <summary>A request that is refused by its body or its header, and the reason.</summary>
    public static TheoryData<string, string, string?, string> Refused { get; } = new()
    {
        { "POST", "[1", null, nameof(RequestRefusal.MalformedMessage) },
        { "POST", Echo, "Mcp-Session-Id: somebody-elses", nameof(RequestRefusal.Session) },
        { "POST", Echo, "Origin: https://evil.example", nameof(RequestRefusal.ForeignOrigin) },
        { "POST", Echo, "Content-Encoding: gzip", nameof(RequestRefusal.MediaType) },
        { "POST", Echo, "Upgrade: h2c", nameof(RequestRefusal.Upgrade) },
        { "PUT", Echo, null, nameof(RequestRefusal.HttpMethod) },
        { "POST", """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"remove"}}""", null, nameof(RequestRefusal.Tool) },
        { "POST", """{"jsonrpc":"2.0","id":7,"method":"resources/list"}""", null, nameof(RequestRefusal.Method) },
        { "POST", """{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", "Mcp-Method: tools/call", nameof(RequestRefusal.HeaderMismatch) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refused_IsToldWithItsReason_AndItsTwinIsNot(string method, string body, string? header, string reason)
    {
        await using var gateway = await StartAsync(0);
        using var metrics = new RecordedMetrics(gateway);
        var token = await MintAsync(gateway);

        using var refused = await SendAsync(gateway, method, token, body, header);
        using var twin = await gateway.PostMcpAsync(token, Echo);

        Assert.True((int)refused.StatusCode >= 400);
        Assert.Equal(HttpStatusCode.OK, twin.StatusCode);
        var told = Assert.Single(_log.Audit);
        Assert.Equal("request.refused", told["event"]);
        Assert.Equal("refused", told["outcome"]);
        Assert.Equal(reason, told["reason"]);
        Assert.Equal(refused.Header("X-Trace-Id"), told["trace_id"]);
        Assert.Equal(1, metrics.Count($"ftlauth.request.decisions refused {reason}"));
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions accepted None"));
        Assert.Equal(2, metrics.Total("ftlauth.request.decisions"));
        AssertNothingSecret(token);
    }

    [Fact]
    public async Task Refused_ForItsToken_IsToldWithoutIt()
    {
        await using var gateway = await StartAsync(0);

        using var missing = await gateway.PostMcpAsync(null);
        using var malformed = await gateway.PostMcpAsync("not-a-token");
        using var twice = await gateway.PostMcpAsync("a.b.c", change: request => request.RequestUri = new Uri("/mcp?access_token=a.b.c", UriKind.Relative));

        Assert.Equal(["MissingToken", "MalformedToken", "AmbiguousToken"], _log.Audit.Select(told => told["reason"]));
        Assert.All(_log.Audit, told => Assert.False(told.ContainsKey("sub")));
        AssertNothingSecret("not-a-token");
        AssertNothingSecret("a.b.c");
    }

    [Fact]
    public async Task Counts_WhatIsNotToldOneByOne_AddUpToEveryDecision()
    {
        await using var gateway = await StartAsync(0, lines: 2);
        var token = await MintAsync(gateway);
        for (var count = 0; count < 5; count++)
        {
            using var accepted = await gateway.PostMcpAsync(token, Echo);
            using var refused = await gateway.PostMcpAsync("malformed");
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], [accepted.StatusCode, refused.StatusCode]);
        }

        Assert.Equal(2, _log.Audit.Count);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(5, CountOf("accepted"));
        Assert.Equal(5, CountOf("refused"));
        var flood = Assert.Single(_log.Audit, told => Equals(told["event"], "requests.refused"));
        Assert.Equal(("MalformedToken", "127.0.0.1", 3L), (flood["reason"], flood["address"], flood["count"]));

        // Told once.
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(5, CountOf("refused"));
    }

    [Fact]
    public async Task Counts_OfWhatIsOnlyReported_SaySo()
    {
        await using var gateway = await StartAsync(0, lines: 2, ("Authorization:ReportOnly", "true"));
        var token = await MintAsync(gateway);
        for (var count = 0; count < 5; count++)
        {
            using var accepted = await gateway.PostMcpAsync(token, """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"remove"}}""");
            Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        }

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 5, 5), (CountOf("refused"), CountOf("reported"), CountOf("accepted")));
        Assert.Single(_log.Lines, line => line.StartsWith("Would have refused 3 more requests from 127.0.0.1: Tool.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accepted_WhereTheServersNameCannotBeResolved_IsADecisionToo()
    {
        await using var gateway = await StartAsync(100, settings: [("McpGateway:Url", "http://no-such-server.invalid/mcp")]);
        using var metrics = new RecordedMetrics(gateway);

        using var response = await gateway.PostMcpAsync(await MintAsync(gateway), Echo);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("request.accepted", Assert.Single(_log.Audit)["event"]);
        Assert.True(metrics.Has("ftlauth.upstream.duration unreachable"));
    }

    [Fact]
    public async Task Fields_ThatDoNotPrint_AreReplaced()
    {
        await using var gateway = await StartAsync(100);
        var token = await Stack.MintAsync(new JsonObject
        {
            ["aud"] = gateway.Resource,
            ["sub"] = "user\u202e7",
            ["org_id"] = "org\n\u001b[2J",
            ["exp"] = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        });
        var longName = new string('x', 5000);

        using var call = await gateway.PostMcpAsync(token, $$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{longName}}}"}}""");

        var told = Assert.Single(_log.Audit);
        Assert.Equal(("user\ufffd7", "org\ufffd\ufffd[2J"), (told["sub"], told["org_id"]));
        Assert.Equal(longName[..LogText.Longest], told["tool"]);
        Assert.Contains(_log.Lines, line => line == "Accepted user\ufffd7");
    }

    [Fact]
    public async Task Counts_AtTheEnd_AreToldBeforeTheGatewayIsGone()
    {
        await using (var gateway = await StartAsync(0))
        {
            using var accepted = await gateway.PostMcpAsync(await MintAsync(gateway), Echo);
            Assert.Empty(_log.Audit);
        }

        Assert.Equal(1, CountOf("accepted"));
    }

    private long CountOf(string outcome) =>
        _log.Audit.Where(told => Equals(told["outcome"], outcome)).Sum(told => told.TryGetValue("count", out var count) ? (long)count! : 1);

    private void AssertNothingSecret(string token) => Assert.All(
        _log.Audit.SelectMany(told => told).Select(field => field.Value?.ToString() ?? "").Concat(_log.Lines),
        text =>
        {
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret text", text, StringComparison.Ordinal);
        });

    private Task<AdditionalGateway> StartAsync(int acceptedPercent, int lines = 100, params (string Key, string? Value)[] settings) => Stack.StartGatewayAsync(
        services => services.AddSingleton<TimeProvider>(_time).AddSingleton<ILoggerProvider>(_log).AddSingleton(new LogLimit(lines)),
        [
            .. CapturedLog.Settings,
            ("Audit:AcceptedPercent", $"{acceptedPercent}"),
            ("Authorization:Tools:remove:Scopes", "write"),
            ("Authorization:Methods:resources/*:Scopes", "write"),
            .. settings,
        ]);

    private Task<string> MintAsync(AdditionalGateway gateway) => Stack.MintAsync(new JsonObject
    {
        ["aud"] = gateway.Resource,
        ["sub"] = "user_7",
        ["client_id"] = "client_7",
        ["org_id"] = "org_7",
        ["exp"] = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
    });

    private static async Task<HttpResponseMessage> SendAsync(AdditionalGateway gateway, string method, string token, string body, string? header)
    {
        using var request = AdditionalGateway.McpRequest(new HttpMethod(method), token);
        request.Content = TestSystem.JsonContent(body);
        if (header?.Split(": ") is [var name, var value] && !request.Headers.TryAddWithoutValidation(name, value))
        {
            Assert.True(request.Content.Headers.TryAddWithoutValidation(name, value));
        }

        return await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
