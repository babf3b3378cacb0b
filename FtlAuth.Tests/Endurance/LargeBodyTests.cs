using System.Security.Cryptography;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Endurance;

/// <summary>Bodies around and far beyond the limit, sent to the end as long as they are taken.</summary>
public sealed class LargeBodyTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(5, false)]
    [InlineData(5, true)]
    [InlineData(50, false)]
    [InlineData(50, true)]
    public async Task Body_BeyondTheLimit_IsRefusedAndNotForwarded(int mebibytes, bool chunked)
    {
        await using var upstream = await CountingUpstream.StartAsync();
        await using var gateway = await shared.System.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        var body = Upload.Message(mebibytes * Mebibyte);
        using var upload = await BeginAsync(gateway, body.Length, chunked);

        await upload.SendAllAsync(body);

        var answer = await upload.Answer.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(413, answer.Status);
        Assert.StartsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,", System.Text.Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
        Assert.Equal(0, upstream.Begun);
    }

    [Theory]
    [InlineData(4, false, 4)]
    [InlineData(4, true, 4)]
    [InlineData(50, false, 100)]
    [InlineData(50, true, 100)]
    public async Task Body_WithinTheLimit_IsForwardedIntact(int mebibytes, bool chunked, int limit)
    {
        await using var upstream = await CountingUpstream.StartAsync();
        await using var gateway = await shared.System.StartGatewayAsync(("McpGateway:Url", upstream.Origin), ("Limits:MaxBodySize", $"{limit * Mebibyte}"));
        var body = Upload.Message(mebibytes * Mebibyte);
        using var upload = await BeginAsync(gateway, body.Length, chunked);

        await upload.SendAllAsync(body);

        var answer = await upload.Answer.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(200, answer.Status);
        Assert.Equal((body.Length, Convert.ToHexString(SHA256.HashData(body))), Assert.Single(upstream.Bodies));
    }

    [Fact]
    public async Task Uploads_AbortedAnywhere_AreNotForwarded()
    {
        await using var upstream = await CountingUpstream.StartAsync();
        await using var gateway = await shared.System.StartGatewayAsync(("McpGateway:Url", upstream.Origin));
        var token = await shared.System.MintForAsync(gateway.Resource);

        await AbortedUploads.SendAsync(gateway.Origin, token, count: 50);

        using var response = await gateway.PostMcpAsync(token);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(1, upstream.Begun);
        Assert.Single(upstream.Bodies);
    }

    private async Task<Upload> BeginAsync(AdditionalGateway gateway, int length, bool chunked) =>
        await Upload.BeginAsync(gateway.Origin, await shared.System.MintForAsync(gateway.Resource), length, chunked);
}
