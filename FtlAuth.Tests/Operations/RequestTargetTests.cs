using System.Net;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Proxy;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Tests.Operations;

/// <summary>What stands in a request target ends up on the request line to the MCP server, and HTTP/2 lets more through than HTTP/1.1.</summary>
public sealed class RequestTargetTests(ContractSystem shared) : ContractTest(shared)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    [Theory]
    [InlineData("?a HTTP/1.1")]
    [InlineData("?a\tb")]
    [InlineData("?a\u0001b")]
    [InlineData("?a\u007Fb")]
    public async Task Target_WithMoreThanPrintableAscii_RefusedOverHttp2(string query)
    {
        await using var gateway = await StartHttp2Async();

        using var response = await SendHttp2Async(gateway, query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?a=%C3%A9&b=%20|~!")]
    public async Task Target_OfPrintableAscii_ForwardedOverHttp2(string query)
    {
        await using var gateway = await StartHttp2Async();

        using var response = await SendHttp2Async(gateway, query);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(query.TrimStart('?'), Assert.Single(await Stack.ReceivedAsync()).Query);
    }

    // The way of WebSocket over HTTP/2 (RFC 8441), which would become a tunnel.
    [Theory]
    [InlineData("/mcp")]
    [InlineData("/")]
    public async Task ExtendedConnect_OverHttp2_IsRefused(string path)
    {
        await using var gateway = await StartHttp2Async();
        using var request = Stack.McpRequest(HttpMethod.Connect, Token);
        request.RequestUri = new Uri(gateway.Origin + path);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.Protocol = "websocket";

        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        await AssertNothingForwardedAsync();
    }

    [Theory]
    [InlineData("/mcp?a\tb")]
    [InlineData("/mcp?a\u0001b")]
    [InlineData("/mcp?a\u007Fb")]
    [InlineData("/mcp?a#b")]
    public async Task Target_WithMoreThanPrintableAscii_Refused(string target)
    {
        string[] headers = ["Content-Type: application/json", "Accept: application/json, text/event-stream", $"Authorization: Bearer {Token}"];

        var response = await RawHttp.SendAsync(Origin, "POST", target, headers, TestSystem.ToolsList);

        Assert.Equal(400, response.Status);
        await AssertNothingForwardedAsync();
    }

    // No client at hand sends these, but other clients can.
    [Theory]
    [InlineData("/mcp", 200)]
    [InlineData("/mcp?a=%C3%A9", 200)]
    [InlineData("/mcp?\u00E9", 400)]
    [InlineData("/mcp?\u010A\u010D", 400)]
    [InlineData("/mcp?\uD83D\uDE00", 400)]
    public async Task Target_WithLettersBeyondAscii_Refused(string target, int expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = "/mcp";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;

        await new ExactPaths(_ => Task.CompletedTask, new GatewayOptions()).InvokeAsync(context);

        Assert.Equal(expected, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("?access.token=x&a=1", "?a=1")]
    [InlineData("?access+token=x&a=1", "?a=1")]
    [InlineData("?access%20token=x", "")]
    [InlineData("?access_token[]=x", "")]
    [InlineData("?access_token%00=x", "")]
    [InlineData("?access_token", "")]
    [InlineData("?access_tokens=x&my_access_token=y", "?access_tokens=x&my_access_token=y")]
    public void Query_WithATokenAsLenientServersReadIt_GoesOnWithoutIt(string query, string expected) =>
        Assert.Equal(expected, QueryRules.WithoutToken(query));

    private Task<AdditionalGateway> StartHttp2Async() => AdditionalGateway.StartAsync(
    [
        ("AuthKit:Issuer", Stack.System.IssuerUrl),
        ("AuthKit:Audience", Stack.Resource),
        ("McpGateway:Url", Stack.System.McpUrl),
        ("Kestrel:EndpointDefaults:Protocols", "Http2"),
    ]);

    private async Task<HttpResponseMessage> SendHttp2Async(AdditionalGateway gateway, string query)
    {
        using var request = Stack.McpRequest(HttpMethod.Post, Token);
        request.RequestUri = new Uri($"{gateway.Origin}/mcp{query}", AsWritten);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Content = TestSystem.JsonContent(TestSystem.ToolsList);
        return await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
