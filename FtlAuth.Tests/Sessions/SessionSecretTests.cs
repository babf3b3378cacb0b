using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Sessions;

/// <summary>What a change of <c>Gateway:Secret</c> does to sessions; before a server that says its session id with every answer.</summary>
public sealed class SessionSecretTests(ContractSystem shared) : SessionTest(shared)
{
    private const string Server = "the-servers-id";

    private readonly List<string?> _received = [];
    private FakeServer _upstream = null!;
    private string _token = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _upstream = await FakeServer.StartAsync(async context =>
        {
            _received.Add(context.Request.Headers[Header]);
            context.Response.Headers[Header] = Server;
            await context.Response.WriteAsync("{}");
        });
        _token = await MintAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _upstream.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task PreviousSecret_IsAcceptedAndTheIdMadeAnewWithThePresentOne(string method)
    {
        await using var before = await StartBeforeAsync(Secret);
        await using var rotated = await StartBeforeAsync(OtherSecret, ("Gateway:PreviousSecret", Secret));
        await using var after = await StartBeforeAsync(OtherSecret);
        var old = await ExchangeAsync(before, "POST", null);

        var renewed = await ExchangeAsync(rotated, method, old);

        Assert.NotEqual(old, renewed);
        Assert.Equal(renewed, await ExchangeAsync(after, method, renewed));
        Assert.Equal(renewed, await ExchangeAsync(rotated, method, renewed));
        await AssertNotFoundAsync(after, method, old);
        await AssertNotFoundAsync(before, method, renewed);
    }

    [Fact]
    public async Task Secrets_Swapped_AcceptEachOthersIds()
    {
        await using var one = await StartBeforeAsync(Secret, ("Gateway:PreviousSecret", OtherSecret));
        await using var other = await StartBeforeAsync(OtherSecret, ("Gateway:PreviousSecret", Secret));

        var first = await ExchangeAsync(one, "POST", null);
        var second = await ExchangeAsync(other, "POST", first);

        Assert.NotEqual(first, second);
        Assert.Equal(first, await ExchangeAsync(one, "POST", second));
    }

    [Fact]
    public async Task Restart_WithTheSameSecret_KeepsSessions()
    {
        string session;
        await using (var before = await StartBeforeAsync(Secret))
        {
            session = await ExchangeAsync(before, "POST", null);
        }

        await using var after = await StartBeforeAsync(Secret);

        Assert.Equal(session, await ExchangeAsync(after, "GET", session));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Restart_WithAnotherSecret_EndsThem(string method)
    {
        await using var before = await StartBeforeAsync(Secret);
        await using var after = await StartBeforeAsync(OtherSecret);
        var session = await ExchangeAsync(before, "POST", null);

        await AssertNotFoundAsync(after, method, session);
    }

    // On loopback without a secret: each process has one of its own.
    [Fact]
    public async Task NoSecret_OnLoopback_EndsThemWithTheProcess()
    {
        await using var before = await StartBeforeAsync("");
        await using var after = await StartBeforeAsync("");
        var session = await ExchangeAsync(before, "POST", null);

        Assert.Equal(session, await ExchangeAsync(before, "POST", session));
        await AssertNotFoundAsync(after, "POST", session);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Bind_SwitchedOff_IdsPassUntouched(string method)
    {
        await using var gateway = await StartBeforeAsync(Secret, ("Sessions:Bind", "false"));
        await using var binding = await StartBeforeAsync(Secret);

        Assert.Equal(Server, await ExchangeAsync(gateway, "POST", null));
        Assert.Equal(Server, await ExchangeAsync(gateway, method, Server));
        using var response = await SendAsync(gateway, method, await MintAsync("user_2"), "any id, also with spaces");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([null, Server, "any id, also with spaces"], _received);

        await AssertNotFoundAsync(binding, method, Server);
    }

    private Task<AdditionalGateway> StartBeforeAsync(string secret, params IEnumerable<(string Key, string? Value)> settings) =>
        StartAsync(secret, [("McpGateway:Url", _upstream.Origin), .. settings]);

    /// <summary>Sends a request that is served; gives the id of the answer.</summary>
    private async Task<string> ExchangeAsync(AdditionalGateway gateway, string method, string? session)
    {
        using var response = await SendAsync(gateway, method, _token, session);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(session is null ? null : Server, _received[^1]);
        return response.Header(Header)!;
    }

    private async Task AssertNotFoundAsync(AdditionalGateway gateway, string method, string session)
    {
        var before = _received.Count;
        using var response = await SendAsync(gateway, method, _token, session);
        await AssertNoSessionAsync(response, hasId: method == "POST");
        Assert.Equal(before, _received.Count);
    }
}
