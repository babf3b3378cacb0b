using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Discovery;

public sealed class AuthorizationServerMetadataTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Path = "/.well-known/oauth-authorization-server";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Stack.SetIssuerFaultAsync("metadata", "none");
    }

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/mcp")]
    public async Task Metadata_Get_IsTheIssuersByteForByte(string path)
    {
        var expected = await Stack.IssuerAdmin.GetByteArrayAsync(Path, TestContext.Current.CancellationToken);
        using var response = await Stack.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Metadata_Head_HasNoBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Path);
        using var response = await Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.TextAsync());
    }

    [Theory]
    [InlineData("error")]
    [InlineData("refuse")]
    [InlineData("redirect")]
    [InlineData("huge")]
    public async Task Metadata_IssuerFailsAndNothingCached_Unavailable(string fault)
    {
        await using var gateway = await Stack.StartGatewayAsync();
        await Stack.SetIssuerFaultAsync("metadata", fault);

        using var response = await gateway.Client.GetAsync(Path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("5", response.Header("Retry-After"));
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.StartsWith("""{"error":"temporarily_unavailable",""", await response.TextAsync(), StringComparison.Ordinal);
        AssertOwnError(response);
    }

    [Fact]
    public async Task Metadata_OfAnotherIssuer_IsNotServed()
    {
        await using var issuer = await FakeServer.StartAsync(context => context.Response.Body.WriteAsync("""{"issuer":"https://evil.example"}"""u8.ToArray()).AsTask());
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Issuer", issuer.Origin));

        using var response = await gateway.Client.GetAsync(Path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("evil.example", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_IssuerFailsLater_IsServedFromCache()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Stack.StartGatewayAsync(services => services.AddSingleton<TimeProvider>(time));
        var before = await gateway.Client.GetByteArrayAsync(Path, TestContext.Current.CancellationToken);
        var asked = await Stack.IssuerCountAsync("metadata");
        await Stack.SetIssuerFaultAsync("metadata", "error");

        time.Advance(TimeSpan.FromMinutes(6));
        var after = await gateway.Client.GetByteArrayAsync(Path, TestContext.Current.CancellationToken);

        // In the background: the request had its answer at once.
        Assert.Equal(before, after);
        await Eventually.TrueAsync(async () => await Stack.IssuerCountAsync("metadata") == asked + 1, "the issuer is asked again");
    }

    [Fact]
    public async Task Metadata_ManyRequestsAtOnce_OneFetch()
    {
        await using var gateway = await Stack.StartGatewayAsync();
        var asked = await Stack.IssuerCountAsync("metadata");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gateway.Client.GetByteArrayAsync(Path, TestContext.Current.CancellationToken)));

        Assert.Equal(asked + 1, await Stack.IssuerCountAsync("metadata"));
    }

    [Fact]
    public async Task Metadata_IssuerIsBack_IsServedAgain()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Stack.StartGatewayAsync(services => services.AddSingleton<TimeProvider>(time));
        await Stack.SetIssuerFaultAsync("metadata", "error");
        using var failed = await gateway.Client.GetAsync(Path, TestContext.Current.CancellationToken);
        await Stack.SetIssuerFaultAsync("metadata", "none");

        time.Advance(TimeSpan.FromSeconds(5));
        using var response = await gateway.Client.GetAsync(Path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
