using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Tests.Proxy;

/// <summary>What may stand behind an answer's body, where the client's connection can carry it (HTTP/2).</summary>
public sealed class TrailerTests
{
    [Theory]
    [InlineData("Grpc-Status", "0")]
    [InlineData("X-Checksum", "abc")]
    public async Task Trailer_OfTheServer_IsRelayed(string name, string value) => Assert.Equal(value, (await RelayAsync(name, value))[name]);

    [Theory]
    [InlineData("WWW-Authenticate")]
    [InlineData("Set-Cookie")]
    [InlineData("X-Trace-Id")]
    [InlineData("Access-Control-Allow-Origin")]
    [InlineData("access-control-allow-credentials")]
    [InlineData("Mcp-Session-Id")]
    public async Task Trailer_ThatWouldNotBeRelayedAsAHeader_IsLeftOut(string name) => Assert.Empty(await RelayAsync(name, "x"));

    private static async Task<IHeaderDictionary> RelayAsync(string name, string value)
    {
        var context = new DefaultHttpContext();
        var trailers = new TrailersFeature();
        context.Features.Set<IHttpResponseTrailersFeature>(trailers);
        using var response = new HttpResponseMessage();
        Assert.True(response.TrailingHeaders.TryAddWithoutValidation(name, value));
        using var timeout = new CancellationTokenSource();
        var exchange = new UpstreamExchange(
            new Uri("http://localhost/mcp"), new McpGatewayOptions(), new OriginParts("http", "localhost"), [], null!, null, timeout);

        await exchange.TransformResponseTrailersAsync(context, response, TestContext.Current.CancellationToken);

        Assert.True(exchange.HasEnded);
        return trailers.Trailers;
    }

    private sealed class TrailersFeature : IHttpResponseTrailersFeature
    {
        IHeaderDictionary IHttpResponseTrailersFeature.Trailers { get => Trailers; set => throw new NotSupportedException(); }

        public HeaderDictionary Trailers { get; } = [];
    }
}
