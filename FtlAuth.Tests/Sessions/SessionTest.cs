using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Sessions;

/// <summary>A test with gateways that differ in their port only, so that tokens and sessions of one are good for the other.</summary>
public abstract class SessionTest(ContractSystem shared) : ContractTest(shared)
{
    protected const string Header = "Mcp-Session-Id";
    protected const string Audience = "https://gateway.example/mcp";
    protected const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    protected const string OtherSecret = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";

    protected const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1.0"}}}""";

    protected const string Call = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"}}}""";

    public static TheoryData<string> Methods { get; } = ["POST", "GET", "DELETE"];

    protected Task<AdditionalGateway> StartAsync(string secret, params IEnumerable<(string Key, string? Value)> settings) =>
        Stack.StartGatewayAsync([("AuthKit:Audience", Audience), ("Gateway:Secret", secret), .. settings]);

    protected Task<string> MintAsync(string subject = "user_1", string? organization = "org_1") =>
        Stack.MintAsync(new JsonObject { ["aud"] = Audience, ["sub"] = subject, ["org_id"] = organization });

    /// <summary>Sends a request of that method with a session id, and for POST with a body.</summary>
    protected static async Task<HttpResponseMessage> SendAsync(
        AdditionalGateway gateway, string method, string token, string? session, string body = Call, Action<HttpRequestMessage>? change = null)
    {
        using var request = AdditionalGateway.McpRequest(new HttpMethod(method), token);
        request.Content = method == "POST" ? TestSystem.JsonContent(body) : null;
        if (session is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(Header, session));
        }

        change?.Invoke(request);
        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Begins a session at the mock MCP server; gives the id that the client gets.</summary>
    protected static async Task<string> BeginAsync(AdditionalGateway gateway, string token)
    {
        using var response = await SendAsync(gateway, "POST", token, null, Initialize);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var session = response.Header(Header);
        Assert.NotNull(session);
        _ = await response.TextAsync();
        using var initialized = await SendAsync(gateway, "POST", token, session, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Assert.Equal(HttpStatusCode.Accepted, initialized.StatusCode);
        return session;
    }

    /// <summary>The server's id in one that a client got.</summary>
    protected static string Bare(string session) => Encoding.ASCII.GetString(Base64Url.DecodeFromChars(session.AsSpan(0, session.IndexOf('.'))));

    /// <summary>404 as the SDKs' servers answer it, and the MCP server was not asked.</summary>
    protected async Task AssertNoSessionAsync(HttpResponseMessage response, bool hasId)
    {
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            $$$"""{"jsonrpc":"2.0",{{{(hasId ? "\"id\":7," : "")}}}"error":{"code":-32001,"message":"Session not found"}}""",
            await response.TextAsync());
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Null(response.Header("WWW-Authenticate"));
        Assert.Null(response.Header(Header));
        AssertOwnError(response);
        await AssertNothingForwardedAsync();
    }
}
