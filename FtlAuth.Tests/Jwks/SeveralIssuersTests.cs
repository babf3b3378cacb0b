using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>One gateway for the users of two issuers: neither's tokens, keys and outages have anything to do with the other's.</summary>
public sealed class SeveralIssuersTests(JwksSystem shared, OtherIssuer other) : JwksTest(shared), IClassFixture<OtherIssuer>
{
    private const string OtherAudience = "https://gateway.example/other";

    private string Issuer => Stack.System.IssuerUrl;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await other.System.SetIssuerFaultAsync("jwks", "none");
    }

    [Fact]
    public async Task Tokens_OfBothIssuers_AreServed()
    {
        await using var gateway = await StartBothAsync();

        await AssertServedAsync(gateway, await MintAsync());
        await AssertServedAsync(gateway, await MintOtherAsync());

        var issuers = (await Stack.ReceivedAsync()).Select(request => request.HeaderValues("X-Auth-Issuer").Single());
        Assert.Equal([Issuer, other.Url], issuers);
    }

    [Fact]
    public async Task Token_WithTheAudienceOfTheOtherIssuer_IsRefused()
    {
        await using var gateway = await StartBothAsync();

        await AssertRefusedAsync(gateway, await other.System.MintForAsync(Audience), "The audience is not this resource");
        await AssertRefusedAsync(gateway, await Stack.MintForAsync(OtherAudience), "The audience is not this resource");
        await AssertServedAsync(gateway, await MintOtherAsync());
    }

    [Fact]
    public async Task Token_SignedByOneIssuerInTheNameOfTheOther_IsRefused()
    {
        await using var gateway = await StartBothAsync();
        await AssertServedAsync(gateway, await MintAsync());

        await AssertRefusedAsync(
            gateway,
            await other.System.MintAsync(new JsonObject { ["iss"] = Issuer, ["aud"] = Audience }),
            "The signature key is unknown");
        await AssertServedAsync(gateway, await MintOtherAsync());
    }

    // The kid alone must not find a key of somebody else's set.
    [Fact]
    public async Task Token_WithTheKeyIdOfOneIssuerInTheNameOfTheOther_IsRefused()
    {
        var keyId = HeaderOf(await MintAsync())["kid"]!.GetValue<string>();
        await using var gateway = await StartBothAsync();

        await AssertRefusedAsync(
            gateway,
            await other.System.MintAsync(new JsonObject { ["iss"] = Issuer, ["aud"] = Audience }, new JsonObject { ["kid"] = keyId }),
            "The signature is invalid");
    }

    [Fact]
    public async Task Token_OfAnIssuerThatIsNotConfigured_IsRefusedWithoutFetch()
    {
        await using var gateway = await StartBothAsync();
        await AssertServedAsync(gateway, await MintAsync());
        await AssertServedAsync(gateway, await MintOtherAsync());
        var fetches = (await FetchesAsync(), await other.System.IssuerCountAsync("jwks"));

        await AssertRefusedAsync(
            gateway,
            await Stack.MintAsync(new JsonObject { ["iss"] = "https://third.test", ["aud"] = Audience }, key: "foreign"),
            "The access token is from another issuer");

        Assert.Equal(fetches, (await FetchesAsync(), await other.System.IssuerCountAsync("jwks")));
    }

    [Fact]
    public async Task Issuer_Down_ItsUsersWaitAndTheOthersDoNotNotice()
    {
        await other.System.SetIssuerFaultAsync("jwks", "error");
        await using var gateway = await StartBothAsync();

        await AssertServedAsync(gateway, await MintAsync());
        using var unavailable = await gateway.PostMcpAsync(await MintOtherAsync());
        using var health = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.StatusCode);
        Assert.NotNull(unavailable.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("Degraded", await health.TextAsync());
        await other.System.SetIssuerFaultAsync("jwks", "none");
        await AssertRecoversAsync(gateway, await MintOtherAsync());
    }

    [Fact]
    public async Task RequiredScopes_OfOneIssuer_AreNotAskedOfTheOther()
    {
        await using var gateway = await StartBothAsync(("AuthKit:RequiredScopes", "openid"), ("AuthKit:Issuers:0:RequiredScopes", "admin"));

        await AssertServedAsync(gateway, await MintAsync());
        using var response = await gateway.PostMcpAsync(await MintOtherAsync());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("scope=\"openid admin\"", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
        await AssertServedAsync(gateway, await other.System.MintAsync(new JsonObject { ["aud"] = OtherAudience, ["scope"] = "admin openid" }));
    }

    [Fact]
    public async Task Metadata_OfSeveralIssuers_ListsAll_AndServesTheDocumentOfTheFirst()
    {
        await using var gateway = await StartBothAsync(("AuthKit:RequiredScopes", "openid"), ("AuthKit:Issuers:0:RequiredScopes", "admin"));

        using var resource = await gateway.Client.GetAsync("/.well-known/oauth-protected-resource", TestContext.Current.CancellationToken);
        using var server = await gateway.Client.GetAsync("/.well-known/oauth-authorization-server", TestContext.Current.CancellationToken);

        using var metadata = JsonDocument.Parse(await resource.TextAsync());
        Assert.Equal([Issuer, other.Url], metadata.RootElement.GetProperty("authorization_servers").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(["openid", "admin"], metadata.RootElement.GetProperty("scopes_supported").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(Issuer, JsonNode.Parse(await server.TextAsync())!["issuer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Issuers_InTheListAlone_AreServed()
    {
        await using var gateway = await Stack.StartGatewayAsync(
            ("authkit_issuer", null), ("AuthKit:Audience", Audience), ("AuthKit:Issuers:0:Issuer", Issuer), ("AuthKit:Issuers:1:Issuer", other.Url));

        await AssertServedAsync(gateway, await MintAsync());
        await AssertServedAsync(gateway, await other.System.MintForAsync(Audience));
    }

    private Task<AdditionalGateway> StartBothAsync(params (string Key, string? Value)[] settings) =>
        StartAsync([("AuthKit:Issuers:0:Issuer", other.Url), ("AuthKit:Issuers:0:Audience", OtherAudience), .. settings]);

    private Task<string> MintOtherAsync() => other.System.MintForAsync(OtherAudience);

    private static JsonNode HeaderOf(string token) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))))!;

    private static async Task AssertRefusedAsync(AdditionalGateway gateway, string token, string description)
    {
        using var response = await gateway.PostMcpAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains($"error_description=\"{description}\"", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }
}
