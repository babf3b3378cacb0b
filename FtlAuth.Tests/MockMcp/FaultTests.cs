using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockMcp;

public sealed class FaultTests(MockMcpServer server) : IClassFixture<MockMcpServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await SetAsync("none");
        await server.ForgetAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("none", HttpStatusCode.OK, null, null)]
    [InlineData("error", HttpStatusCode.InternalServerError, null, null)]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized, "WWW-Authenticate", "Bearer realm=\"mock-mcp\"")]
    [InlineData("redirect", HttpStatusCode.TemporaryRedirect, "Location", "{origin}/internal/mcp-internal")]
    public async Task Fault_ThatAnswers_IsRecordedAndEnds(string fault, HttpStatusCode status, string? header, string? value)
    {
        await SetAsync(fault);

        using var response = await server.PostAsync(TestSystem.ToolsList);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(value?.Replace("{origin}", server.Origin, StringComparison.Ordinal), header is null ? null : response.Header(header));
        Assert.Single(await server.ReceivedAsync());
        await SetAsync("none");
        using var good = await server.PostAsync(TestSystem.ToolsList);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Reset_BreaksEveryStreamInTheMiddleOfAnEvent(int streams)
    {
        await SetAsync("reset");

        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => AssertBrokenStreamAsync()));
    }

    [Fact]
    public async Task Hang_AnswersNothingUntilTheClientGoes()
    {
        await SetAsync("hang");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var hanging = server.Client.PostAsync("/mcp-internal", TestSystem.JsonContent(TestSystem.ToolsList), patience.Token);
        await Eventually.TrueAsync(async () => (await server.ReceivedAsync()).Count == 1, "the request has arrived");

        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Theory]
    [InlineData("""{"mcp":"explode"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Fault_ThatIsUnknown_IsRefusedAndChangesNothing(string json)
    {
        await SetAsync("error");

        Assert.Equal(HttpStatusCode.BadRequest, await server.SetFaultAsync(json));

        using var response = await server.PostAsync(TestSystem.ToolsList);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private async Task SetAsync(string fault) => Assert.Equal(HttpStatusCode.OK, await server.SetFaultAsync($$"""{"mcp":"{{fault}}"}"""));

    private async Task AssertBrokenStreamAsync()
    {
        using var response = await server.PostAsync(TestSystem.ToolsList);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(body);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Header("Content-Type")));
        Assert.Equal("event: message", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
