using System.Net;
using System.Text.Json;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Discovery;

/// <summary>Without <c>Gateway:PublicUrl</c> and with an explicit audience, URLs follow the request, as the original's did.</summary>
public sealed class DerivedOriginTests(ContractSystem shared) : ContractTest(shared)
{
    private const string Audience = "https://audience.example/mcp";
    private const string Path = "/.well-known/oauth-protected-resource";

    [Theory]
    [InlineData("myapp.fermyon.cloud", "https://myapp.fermyon.cloud")]
    [InlineData("MyApp.Fermyon.Cloud", "https://myapp.fermyon.cloud")]
    [InlineData("myapp.fermyon.cloud:443", "https://myapp.fermyon.cloud")]
    [InlineData("myapp.fermyon.cloud:8080", "http://myapp.fermyon.cloud:8080")]
    [InlineData("localhost", "http://localhost")]
    [InlineData("localhost:3000", "http://localhost:3000")]
    [InlineData("127.0.0.1:3000", "http://127.0.0.1:3000")]
    [InlineData("127.8.9.10", "http://127.8.9.10")]
    [InlineData("[::1]:3000", "http://[::1]:3000")]
    [InlineData("localhost.evil.com", "https://localhost.evil.com")]
    [InlineData("127.0.0.1.evil.com", "https://127.0.0.1.evil.com")]
    [InlineData("notlocalhost", "https://notlocalhost")]
    [InlineData("192.168.1.10", "https://192.168.1.10")]
    public async Task Origin_OfHostHeader_InMetadataAndChallengeAlike(string host, string expected)
    {
        await using var gateway = await StartAsync();

        await AssertOriginAsync(gateway, expected, [$"Host: {host}"]);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("evil.example/path")]
    [InlineData("user@evil.example")]
    [InlineData("evil.example?x")]
    [InlineData("evil.example#x")]
    [InlineData("evil.example\"")]
    [InlineData("<script>")]
    [InlineData("evil.example:99999")]
    [InlineData("")]
    [InlineData("[::1")]
    public async Task Origin_OfWeirdHostHeader_IsNothingButAnOrigin(string host)
    {
        await using var gateway = await StartAsync();

        var response = await RawHttp.SendAsync(gateway.Origin, "GET", "/mcp", [$"Host: {host}"]);

        Assert.True(response.Status is 400 or 401, $"{response.Status}");
        Assert.All(response.Headers["WWW-Authenticate"], challenge => Assert.Matches("^Bearer resource_metadata=\"https?://[a-z0-9.:-]+/\\.well-known/[a-z/-]+\"$", challenge));
    }

    [Theory]
    [InlineData("X-Forwarded-Host: evil.example")]
    [InlineData("X-Forwarded-Proto: http")]
    [InlineData("X-Original-Proto: http")]
    [InlineData("Forwarded: host=evil.example;proto=http")]
    public async Task Origin_ForwardedHeadersOfStranger_DoNotCount(string header)
    {
        await using var gateway = await StartAsync();
        await using var behindAnother = await StartAsync(("ForwardedHeaders:KnownProxies", "192.0.2.1"));

        await AssertOriginAsync(gateway, "https://app.example", ["Host: app.example", header]);
        await AssertOriginAsync(behindAnother, "https://app.example", ["Host: app.example", header]);
    }

    [Theory]
    [InlineData("ForwardedHeaders:KnownProxies", "127.0.0.1")]
    [InlineData("ForwardedHeaders:KnownNetworks", "127.0.0.0/8")]
    public async Task Origin_ForwardedHeadersOfKnownProxy_WinOverHost(string key, string value)
    {
        await using var gateway = await StartAsync((key, value));

        await AssertOriginAsync(gateway, "https://public.example", ["Host: inner", "X-Forwarded-Host: public.example", "X-Forwarded-Proto: https"]);
        await AssertOriginAsync(gateway, "http://public.example", ["Host: inner", "X-Forwarded-Host: public.example", "X-Forwarded-Proto: http"]);
        await AssertOriginAsync(gateway, "https://public.example", ["Host: inner", "X-Forwarded-Host: public.example"]);
        await AssertOriginAsync(gateway, "https://localhost:3000", ["Host: localhost:3000", "X-Forwarded-Proto: https"]);
        await AssertOriginAsync(gateway, "https://inner", ["Host: inner", "X-Original-Proto: http"]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData("1")]
    public async Task Origin_ForwardedHeadersEnabledByFramework_StillOfNobody(string value)
    {
        await using var gateway = await StartAsync(("FORWARDEDHEADERS_ENABLED", value));

        await AssertOriginAsync(gateway, "https://app.example", ["Host: app.example", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http"]);
    }

    [Fact]
    public async Task Origin_AudienceNotValidated_IsDerivedToo()
    {
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:ValidateAudience", "false"));

        await AssertOriginAsync(gateway, "https://myapp.fermyon.cloud", ["Host: myapp.fermyon.cloud"]);
        using var response = await gateway.PostMcpAsync(await Stack.MintForAsync("https://whatever.example"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Token_ForDerivedResource_IsRefused()
    {
        await using var gateway = await StartAsync();
        var forConfigured = await Stack.MintForAsync(Audience);
        var forDerived = await Stack.MintForAsync("https://derived.example/mcp");
        await Stack.ForgetReceivedAsync();

        using var refused = await gateway.PostMcpAsync(forDerived, change: request => request.Headers.Host = "derived.example");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("https://derived.example/.well-known", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        await AssertNothingForwardedAsync();

        using var accepted = await gateway.PostMcpAsync(forConfigured, change: request => request.Headers.Host = "derived.example");
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        await AssertForwardedOnceAsync();
    }

    private Task<AdditionalGateway> StartAsync(params IEnumerable<(string Key, string? Value)> settings) =>
        Stack.StartGatewayAsync([("AuthKit:Audience", Audience), .. settings]);

    private static async Task AssertOriginAsync(AdditionalGateway gateway, string expected, string[] headers)
    {
        var metadata = await RawHttp.SendAsync(gateway.Origin, "GET", Path + "/mcp", headers);
        var challenge = await RawHttp.SendAsync(gateway.Origin, "GET", "/mcp", headers);

        Assert.Equal(200, metadata.Status);
        Assert.Equal(["no-store"], metadata.Headers["Cache-Control"]);
        Assert.Equal($"{expected}/mcp", JsonDocument.Parse(metadata.Body).RootElement.GetProperty("resource").GetString());
        Assert.Equal([$"Bearer resource_metadata=\"{expected}{Path}/mcp\""], challenge.Headers["WWW-Authenticate"]);
    }
}
