using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Tests.Sessions;

/// <summary>Session ids of servers of all sorts.</summary>
public sealed class UpstreamSessionIdTests(ContractSystem shared) : SessionTest(shared)
{
    private readonly CapturedLog _log = new();

    [Theory]
    [InlineData("simple")]
    [InlineData("with.dots.in.it")]
    [InlineData("a,b;c=\"d\"\\e")]
    [InlineData("~!@#$%^&*()_+")]
    public async Task Id_OfVisibleAscii_ReachesTheServerAsItMadeIt(string id)
    {
        string? received = null;
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            received = context.Request.Headers[Header];
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        await using var gateway = await StartBeforeAsync(upstream);
        var token = await MintAsync();

        using var first = await SendAsync(gateway, "POST", token, null, Initialize);
        using var second = await SendAsync(gateway, "POST", token, first.Header(Header));

        Assert.NotEqual(id, first.Header(Header));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(id, received);
        Assert.Empty(_log.Troubles);
    }

    [Fact]
    public async Task Id_OfManyCharacters_ReachesTheServer()
    {
        var id = new string('i', 8000);
        string? received = null;
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            received = context.Request.Headers[Header];
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        await using var gateway = await StartBeforeAsync(upstream);
        var token = await MintAsync();

        using var first = await SendAsync(gateway, "POST", token, null, Initialize);
        using var second = await SendAsync(gateway, "POST", token, first.Header(Header));

        Assert.Equal(id, received);
    }

    [Theory]
    [InlineData("one", "two")]
    [InlineData("same", "same")]
    [InlineData("")]
    [InlineData("a b")]
    public async Task Id_ThatIsNone_IsLeftOutAndSaid(params string[] ids)
    {
        await using var upstream = await FakeServer.StartAsync(async context =>
        {
            context.Response.Headers[Header] = new StringValues(ids);
            context.Response.Headers["X-Other"] = "kept";
            await context.Response.WriteAsync("answer");
        });
        await using var gateway = await StartBeforeAsync(upstream);

        using var response = await SendAsync(gateway, "POST", await MintAsync(), null, Initialize);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("answer", await response.TextAsync());
        Assert.Equal("kept", response.Header("X-Other"));
        Assert.Null(response.Header(Header));
        Assert.StartsWith($"The MCP server at {upstream.Origin} gave a session id that", Assert.Single(_log.Troubles), StringComparison.Ordinal);
    }

    // With an error, a stream or an answer to a modern request the id is bound as well: nobody gets a bare one.
    [Theory]
    [InlineData(200, "text/event-stream", "2025-11-25")]
    [InlineData(200, "application/json", "2026-07-28")]
    [InlineData(202, null, "2025-11-25")]
    [InlineData(400, "application/json", "2025-11-25")]
    [InlineData(404, "application/json", "2025-11-25")]
    [InlineData(500, null, "2025-11-25")]
    public async Task Id_OfAnyAnswer_IsBound(int status, string? contentType, string version)
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            context.Response.Headers[Header] = "bare";
            return Task.CompletedTask;
        });
        await using var gateway = await StartBeforeAsync(upstream);

        using var response = await SendAsync(gateway, "POST", await MintAsync(), null, change: request => request.Headers.Add("MCP-Protocol-Version", version));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("bare", Bare(response.Header(Header)!));
    }

    // What is not relayed has no id either.
    [Theory]
    [InlineData(401)]
    [InlineData(307)]
    public async Task Id_OfAnAnswerThatIsNotRelayed_IsNotEither(int status)
    {
        await using var upstream = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers[Header] = "bare";
            return Task.CompletedTask;
        });
        await using var gateway = await StartBeforeAsync(upstream);

        using var response = await SendAsync(gateway, "POST", await MintAsync(), null, Initialize);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Null(response.Header(Header));
    }

    [Fact]
    public async Task Refusal_OfAnId_IsLoggedWithoutIt()
    {
        await using var upstream = await FakeServer.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await StartBeforeAsync(upstream);

        using var response = await SendAsync(gateway, "POST", await MintAsync("user_é 1"), "not-of-this-gateway");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Single(_log.Lines, line => line.StartsWith("Refused user_é 1: the session id was not handed out", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("not-of-this-gateway", StringComparison.Ordinal));
    }

    private Task<AdditionalGateway> StartBeforeAsync(FakeServer upstream) => Stack.StartGatewayAsync(
        services => services.AddSingleton<ILoggerProvider>(_log),
        [.. CapturedLog.Settings, ("AuthKit:Audience", Audience), ("Gateway:Secret", Secret), ("McpGateway:Url", upstream.Origin)]);
}
