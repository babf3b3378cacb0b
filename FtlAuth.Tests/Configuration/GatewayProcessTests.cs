using System.Net.Http.Json;
using System.Text.Json;

namespace FtlAuth.Tests.Configuration;

public sealed class GatewayProcessTests
{
    [Fact]
    public async Task Program_WithWrongSettings_EndsWithOneLineEach()
    {
        await using var gateway = GatewayProcess.Start(
            ["--urls", "http://127.0.0.1:0", "--Limits:MaxBodySize", "much"],
            ("authkit_issuer", "http://issuer.test"), ("AuthKit__Algorithms__0", "HS256"), ("Gateway__Nonsense", "1"));

        var (code, lines) = await gateway.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Equal("The gateway does not start, because its configuration is wrong:", lines[0]);
        Assert.Equal(
            [
                "  AuthKit:Algorithms is 'HS256'",
                "  AuthKit:Issuer is 'http://issuer.test'",
                "  Gateway:Nonsense is not a setting of this gateway",
                "  Limits:MaxBodySize is 'much'",
            ],
            lines[1..].Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Program_WithTheOriginalsVariables_ServesItsMetadata()
    {
        await using var gateway = GatewayProcess.Start(
            ["--urls", "http://127.0.0.1:0"],
            ("SPIN_VARIABLE_AUTHKIT_ISSUER", "http://127.0.0.1:9"), ("mcp_gateway_url", "http://127.0.0.1:9/mcp-internal"));
        var resource = await gateway.ReadResourceAsync();
        using var client = new HttpClient();

        var metadata = await client.GetFromJsonAsync<JsonElement>(
            new Uri(new Uri(resource), "/.well-known/oauth-protected-resource/mcp"), TestContext.Current.CancellationToken);

        Assert.Equal(resource, metadata.GetProperty("resource").GetString());
        Assert.Equal("http://127.0.0.1:9", metadata.GetProperty("authorization_servers")[0].GetString());
    }
}
