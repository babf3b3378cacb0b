using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Sessions;

/// <summary>Sessions at two replicas with one <c>Gateway:Secret</c>: whose they are, they serve, and nobody else.</summary>
public sealed class SessionBindingTests(ContractSystem shared) : SessionTest(shared)
{
    private AdditionalGateway _first = null!;
    private AdditionalGateway _second = null!;
    private string _token = null!;

    private AdditionalGateway[] Replicas => [_first, _second];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _first = await StartAsync(Secret);
        _second = await StartAsync(Secret);
        _token = await MintAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Session_OfItsUser_WorksAtBothReplicasUntilItIsDeleted()
    {
        var session = await BeginAsync(_first, _token);
        foreach (var gateway in Replicas)
        {
            using var call = await SendAsync(gateway, "POST", _token, session);
            Assert.Equal(HttpStatusCode.OK, call.StatusCode);
            Assert.Contains("hello", await call.TextAsync(), StringComparison.Ordinal);
            Assert.True(call.Header(Header) is null || call.Header(Header) == session, call.Header(Header));
        }

        using (var stream = await SendAsync(_second, "GET", _token, session))
        {
            Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
            Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        }

        using var deleted = await SendAsync(_second, "DELETE", _token, session);
        Assert.True(deleted.IsSuccessStatusCode, $"{deleted.StatusCode}");

        // From initialize on.
        var received = await Stack.ReceivedAsync();
        Assert.Empty(received[0].HeaderValues(Header));
        Assert.Equal(6, received.Count);
        Assert.All(received.Skip(1), request => Assert.Equal([Bare(session)], request.HeaderValues(Header)));
    }

    // The gateway has nothing against the id; that the session has ended is the server's to say.
    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Session_AfterItsEnd_IsTheServers404(string method)
    {
        var session = await BeginAsync(_first, _token);
        using var deleted = await SendAsync(_first, "DELETE", _token, session);
        await Stack.ForgetReceivedAsync();

        using var response = await SendAsync(_second, method, _token, session);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal([Bare(session)], (await AssertForwardedOnceAsync()).HeaderValues(Header));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_OfAnotherUser_IsNotFound(string method) =>
        await AssertRefusedAsync(method, await MintAsync("user_2"), session => session);

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_OfTheSameUserInAnotherOrganisation_IsNotFound(string method) =>
        await AssertRefusedAsync(method, await MintAsync(organization: "org_2"), session => session);

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_OfTheSameUserWithoutOrganisation_IsNotFound(string method) =>
        await AssertRefusedAsync(method, await MintAsync(organization: null), session => session);

    // Whoever knows the server's own id, from its log or since the server told it in an answer.
    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_ByTheServersOwnId_IsNotFoundForItsUserEither(string method)
    {
        await AssertRefusedAsync(method, _token, Bare);
        await AssertRefusedAsync(method, await MintAsync("user_2"), Bare);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_Tampered_IsNotFound(string method)
    {
        await AssertRefusedAsync(method, _token, session => $"{(session[0] == 'A' ? 'B' : 'A')}{session[1..]}");
        await AssertRefusedAsync(method, _token, session => $"{session[..^1]}{(session[^1] == 'A' ? 'E' : 'A')}");
        await AssertRefusedAsync(method, _token, session => session + "=");
        await AssertRefusedAsync(method, _token, session => $"{session},{session}");
        await AssertRefusedAsync(method, _token, session => $"{session}.{session}");
        await AssertRefusedAsync(method, _token, _ => "");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_InTwoHeaders_IsNotFound(string method)
    {
        var session = await BeginAsync(_first, _token);
        await Stack.ForgetReceivedAsync();
        foreach (var second in new[] { session, Bare(session), "" })
        {
            foreach (var lines in new[] { (session, second), (second, session) })
            {
                var answer = await RawHttp.SendAsync(
                    _second.Origin,
                    method,
                    "/mcp",
                    [$"Authorization: Bearer {_token}", "Content-Type: application/json", $"Mcp-Session-Id: {lines.Item1}", $"MCP-SESSION-ID: {lines.Item2}"],
                    method == "POST" ? Call : "");

                Assert.Equal(404, answer.Status);
                Assert.Contains("\"code\":-32001", answer.Body, StringComparison.Ordinal);
            }
        }

        await AssertNothingForwardedAsync();
        using var response = await SendAsync(_second, method, _token, session);
        await AssertForwardedOnceAsync();
    }

    [Theory]
    [InlineData("mcp_session_id")]
    [InlineData("Mcp_Session-Id")]
    [InlineData("MCP-SESSION_ID")]
    public async Task Session_UnderANameThatServersTakeForIt_DoesNotGoOn(string name)
    {
        var session = await BeginAsync(_first, _token);
        await Stack.ForgetReceivedAsync();

        using var response = await SendAsync(_first, "POST", await MintAsync("user_2"), null, TestSystem.ToolsList, request =>
            Assert.True(request.Headers.TryAddWithoutValidation(name, Bare(session))));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain((await AssertForwardedOnceAsync()).HeaderPairs(), pair => pair.Value == Bare(session));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Session_ThatConnectionNominates_IsJudgedAllTheSame(string method)
    {
        var session = await BeginAsync(_first, _token);
        await Stack.ForgetReceivedAsync();
        var answer = await RawHttp.SendAsync(
            _first.Origin,
            method,
            "/mcp",
            [
                $"Authorization: Bearer {await MintAsync("user_2")}", "Content-Type: application/json", $"Mcp-Session-Id: {session}",
                "Connection: close, Mcp-Session-Id",
            ],
            method == "POST" ? Call : "");

        Assert.Equal(404, answer.Status);
        await AssertNothingForwardedAsync();
    }

    // A client chooses its era, so that it must not get past the check by calling itself modern.
    [Theory]
    [InlineData("POST", "2026-07-28")]
    [InlineData("GET", "2026-07-28")]
    [InlineData("DELETE", "2026-07-28")]
    [InlineData("POST", "2027-01-01")]
    [InlineData("POST", "9999-12-31")]
    public async Task Session_WithAModernHeader_NeverReachesTheServer(string method, string version)
    {
        var session = await BeginAsync(_first, _token);
        foreach (var presented in new[] { session, Bare(session), "", "anything" })
        {
            foreach (var token in new[] { _token, await MintAsync("user_2") })
            {
                await Stack.ForgetReceivedAsync();
                using var response = await SendAsync(_first, method, token, presented, change: request => request.Headers.Add("MCP-Protocol-Version", version));

                Assert.Empty((await AssertForwardedOnceAsync()).HeaderValues(Header));
            }
        }
    }

    [Theory]
    [InlineData("\"2026-07-28\"")]
    [InlineData("\"2025-11-25\"")]
    [InlineData("7")]
    [InlineData("null")]
    public async Task Session_WithAModernBody_NeverReachesTheServer(string version)
    {
        var session = await BeginAsync(_first, _token);
        var body = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"},"_meta":{"io.modelcontextprotocol/protocolVersion":$}}}"""
            .Replace("$", version, StringComparison.Ordinal);
        foreach (var presented in new[] { session, Bare(session) })
        {
            await Stack.ForgetReceivedAsync();
            using var response = await SendAsync(_first, "POST", await MintAsync("user_2"), presented, body);

            Assert.Empty((await AssertForwardedOnceAsync()).HeaderValues(Header));
        }
    }

    // The twins of the two tests above: these are legacy, and judged.
    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-27")]
    [InlineData("2026-13-01")]
    [InlineData("DRAFT-2026-v1")]
    [InlineData("")]
    public async Task Session_WithALegacyHeader_IsJudged(string version)
    {
        var session = await BeginAsync(_first, _token);
        await Stack.ForgetReceivedAsync();
        void Change(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", version);

        using var foreign = await SendAsync(_first, "POST", await MintAsync("user_2"), session, change: Change);
        await AssertNoSessionAsync(foreign, hasId: true);

        using var own = await SendAsync(_first, "POST", _token, session, change: Change);
        Assert.Equal([Bare(session)], (await AssertForwardedOnceAsync()).HeaderValues(Header));
    }

    [Fact]
    public async Task Refusal_OfABodyWithoutId_HasNone()
    {
        using var response = await SendAsync(_first, "POST", _token, "nothing", """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        await AssertNoSessionAsync(response, hasId: false);
    }

    [Fact]
    public async Task Refusal_IsCountedAndLoggedWithoutTheId()
    {
        using var metrics = new RecordedMetrics(_first);

        using var refused = await SendAsync(_first, "POST", _token, "nothing");
        using var served = await SendAsync(_first, "POST", _token, null, TestSystem.ToolsList);

        Assert.Equal(1, metrics.Count("ftlauth.request.decisions refused Session"));
        Assert.Equal(1, metrics.Total("ftlauth.request.decisions refused"));
    }

    /// <summary>The session that <paramref name="change"/> makes of a running one is refused by both replicas, and the running one is not.</summary>
    private async Task AssertRefusedAsync(string method, string token, Func<string, string> change)
    {
        var session = await BeginAsync(_first, _token);
        await Stack.ForgetReceivedAsync();
        foreach (var gateway in Replicas)
        {
            using var refused = await SendAsync(gateway, method, token, change(session));
            await AssertNoSessionAsync(refused, hasId: method == "POST");
        }

        using var served = await SendAsync(_second, method, _token, session);
        Assert.True(served.IsSuccessStatusCode, $"{served.StatusCode}");
        Assert.Equal([Bare(session)], (await AssertForwardedOnceAsync()).HeaderValues(Header));
        await Stack.ForgetReceivedAsync();
    }
}
