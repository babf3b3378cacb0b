using System.Diagnostics;
using System.Net;
using FtlAuth.Gateway.Operations;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

public sealed class TracedKeysTests(JwksSystem shared) : IClassFixture<JwksSystem>, IDisposable
{
    private readonly RecordedSpans _spans = new();

    private TestSystem Stack => shared.System;

    [Fact]
    public async Task UnknownKey_FetchAndRedis_AreInTheTraceOfWhoAsked()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", JwksSystem.Secret));
        using (var warm = await gateway.PostMcpAsync(await Stack.MintForAsync(gateway.Resource)))
        {
            Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
        }

        // In trouble, Redis would not be asked.
        await Eventually.TrueAsync(async () => await gateway.Client.GetStringAsync("/health", TestContext.Current.CancellationToken) == "Healthy", "Redis is reached");
        await Stack.AddKeyAsync();
        using var response = await gateway.PostMcpAsync(
            await Stack.MintForAsync(gateway.Resource), change: request => request.Headers.Add("traceparent", _spans.TraceParent));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.TrueAsync(() => Task.FromResult(_spans.Named(GatewayTracing.KeysSpan).Any()), "the look has ended");
        var validation = Assert.Single(_spans.Named(GatewayTracing.TokenSpan));
        var look = Assert.Single(_spans.Named(GatewayTracing.KeysSpan));
        Assert.Equal(validation.SpanId, look.ParentSpanId);
        Assert.Equal("look", look.GetTagItem(GatewayTracing.KeysCause));
        Assert.Equal("loaded", look.GetTagItem(GatewayTracing.KeysOutcome));
        Assert.Equal(Stack.System.IssuerUrl, look.GetTagItem(GatewayTracing.Issuer));
        var commands = _spans.All.Where(span => span.Kind == ActivityKind.Client).ToArray();
        Assert.All(commands, command => Assert.Equal(look.SpanId, command.ParentSpanId));
        Assert.All(commands, command => Assert.Equal("redis", command.GetTagItem(GatewayTracing.DatabaseSystem)));
        Assert.Contains(commands, command => command.OperationName == "GETRANGE");
        Assert.Contains(commands, command => command.OperationName == "SET");
    }

    public void Dispose() => _spans.Dispose();
}
