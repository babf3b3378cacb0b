using System.Globalization;
using System.Net;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockMcp;

public sealed class ReceivedTests(MockMcpServer server) : IClassFixture<MockMcpServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await server.ForgetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Received_OfARequest_IsItAsItCame()
    {
        await RawHttp.SendAsync(
            server.Origin, "PATCH", "/mcp-internal/a%2Fb/%C3%A4?x=%20&x=2&y", ["X-Auth-User-Id: u", "x-twice: 1", "X-Other: o", "X-Twice: 2"], "{ \"a\" :\t1 }");

        var received = Assert.Single(await server.ReceivedAsync());

        Assert.Equal(("PATCH", "/mcp-internal/a%2Fb/%C3%A4", "x=%20&x=2&y", "{ \"a\" :\t1 }"), (received.Method, received.Path, received.Query, received.BodyText));
        Assert.Equal(["1", "2"], received.HeaderValues("X-Twice"));
        Assert.Equal(["u"], received.HeaderValues("X-Auth-User-Id"));
        Assert.Equal([new Uri(server.Origin).Authority], received.HeaderValues("Host"));
    }

    [Fact]
    public async Task Received_OfManyRequests_IsTheLastHundredInOrder()
    {
        for (var i = 0; i < 103; i++)
        {
            using var response = await server.Client.GetAsync($"/nothing?{i}", TestContext.Current.CancellationToken);
        }

        var received = await server.ReceivedAsync();

        Assert.Equal(Enumerable.Range(3, 100).Select(i => i.ToString(CultureInfo.InvariantCulture)), received.Select(request => request.Query));
    }

    [Fact]
    public async Task Received_LeavesOutHealthAndTheControlSurface()
    {
        using var health = await server.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        await server.ReceivedAsync();

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Empty(await server.ReceivedAsync());
    }

    [Fact]
    public async Task Received_Deleted_IsForgotten()
    {
        using var response = await server.PostAsync(TestSystem.ToolsList);
        Assert.Single(await server.ReceivedAsync());

        await server.ForgetAsync();

        Assert.Empty(await server.ReceivedAsync());
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    [InlineData("Development", "false", false)]
    public async Task Admin_IsServedInDevelopmentOnly(string environment, string? setting, bool served)
    {
        await using var other = await MockMcpServer.StartAsync(("environment", environment), ("MockMcp:Admin", setting));

        using var received = await other.Client.GetAsync("/admin/received", TestContext.Current.CancellationToken);
        var fault = await other.SetFaultAsync("""{"mcp":"error"}""");
        using var answer = await other.PostAsync(TestSystem.ToolsList);

        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.NotFound, received.StatusCode);
        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.NotFound, fault);
        Assert.Equal(served ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, answer.StatusCode);
    }
}
