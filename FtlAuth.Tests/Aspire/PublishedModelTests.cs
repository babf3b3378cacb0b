using System.Text.Json;

namespace FtlAuth.Tests.Aspire;

public sealed class PublishedModelTests
{
    private static readonly string[] Services = ["container.v0", "container.v1", "project.v0", "project.v1"];

    [Fact]
    public async Task Services_AreTheGatewayAndRedis()
    {
        var model = await PublishedModel.PublishAsync();

        Assert.Equal(["cache", "gateway"], Names(model, resource => Services.Contains(Type(resource))).Order());
        Assert.StartsWith("docker.io/library/redis:", model.GetProperty("cache").GetProperty("image").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task External_IsTheGatewayAlone()
    {
        var model = await PublishedModel.PublishAsync();

        Assert.Equal(["gateway"], Names(model, resource => Bindings(resource).Any(IsExternal)));
        Assert.All(Bindings(model.GetProperty("gateway")), binding => Assert.True(IsExternal(binding)));

        // The platform chooses the port of its ingress.
        Assert.All(Bindings(model.GetProperty("gateway")), binding => Assert.False(binding.TryGetProperty("port", out _)));
        Assert.All(Bindings(model.GetProperty("gateway")), binding => Assert.Equal(8080, binding.GetProperty("targetPort").GetInt32()));
    }

    [Fact]
    public async Task Parameters_AreTheIssuerAndTheServer_AndWhatIsSecretIsGenerated()
    {
        var model = await PublishedModel.PublishAsync();

        Assert.Equal(
            ["authkit-issuer", "cache-password", "gateway-secret", "mcp-gateway-url"], Names(model, resource => Type(resource) == "parameter.v0").Order());
        Assert.Equal(["cache-password", "gateway-secret"], Names(model, resource => Type(resource) == "parameter.v0" && IsGeneratedSecret(resource)).Order());
    }

    [Fact]
    public async Task Gateway_GetsWhatItNeeds()
    {
        var environment = (await PublishedModel.PublishAsync()).GetProperty("gateway").GetProperty("env");

        Assert.Equal("{authkit-issuer.value}", environment.GetProperty("AuthKit__Issuer").GetString());
        Assert.Equal("{mcp-gateway-url.value}", environment.GetProperty("McpGateway__Url").GetString());
        Assert.Equal("{gateway-secret.value}", environment.GetProperty("Gateway__Secret").GetString());
        Assert.Equal("{cache.connectionString}", environment.GetProperty("ConnectionStrings__cache").GetString());
        Assert.Equal("{gateway.bindings.https.url}", environment.GetProperty("Gateway__PublicUrl").GetString());
        Assert.Equal("{gateway.bindings.http.targetPort}", environment.GetProperty("HTTP_PORTS").GetString());

        // The platform ends TLS, and the gateway itself judges forwarded headers.
        Assert.False(environment.TryGetProperty("HTTPS_PORTS", out _));
        Assert.False(environment.TryGetProperty("ASPNETCORE_FORWARDEDHEADERS_ENABLED", out _));
    }

    [Fact]
    public async Task PublicUrl_GivenAsAParameter_TakesThePlaceOfThePlatforms()
    {
        var model = await PublishedModel.PublishAsync("--Parameters:public-url=https://mcp.example.com");

        Assert.Equal("{public-url.value}", model.GetProperty("gateway").GetProperty("env").GetProperty("Gateway__PublicUrl").GetString());
        Assert.Equal("parameter.v0", Type(model.GetProperty("public-url")));
    }

    private static IEnumerable<string> Names(JsonElement model, Func<JsonElement, bool> condition) =>
        model.EnumerateObject().Where(resource => condition(resource.Value)).Select(resource => resource.Name);

    private static string Type(JsonElement resource) => resource.GetProperty("type").GetString()!;

    private static IEnumerable<JsonElement> Bindings(JsonElement resource) =>
        resource.TryGetProperty("bindings", out var bindings) ? bindings.EnumerateObject().Select(binding => binding.Value) : [];

    private static bool IsExternal(JsonElement binding) => binding.TryGetProperty("external", out var external) && external.GetBoolean();

    private static bool IsGeneratedSecret(JsonElement parameter)
    {
        var value = parameter.GetProperty("inputs").GetProperty("value");
        return value.TryGetProperty("secret", out var secret) && secret.GetBoolean()
            && value.GetProperty("default").GetProperty("generate").GetProperty("minLength").GetInt32() >= 22;
    }
}
