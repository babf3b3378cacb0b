using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.Operations;

public sealed class ManagementPortTests(ContractSystem shared) : ContractTest(shared)
{
    [Theory]
    [InlineData("urls", "http://127.0.0.1:{0}")]
    [InlineData("http_ports", "{0}")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:{0}")]
    public async Task ManagementPort_AnswersHealthAlone_AndTheOtherOneEverythingElse(string key, string listens)
    {
        var (port, management) = (FreePort.Find(), FreePort.Find());
        await using var gateway = await Stack.StartGatewayAsync(
            ("urls", null),
            (key, string.Format(CultureInfo.InvariantCulture, listens, port)),
            ("Gateway:PublicUrl", $"http://localhost:{port}"),
            ("Gateway:Secret", Settings.Secret),
            ("Gateway:ManagementPort", $"{management}"));
        var token = await Stack.MintForAsync($"http://localhost:{port}/mcp");
        using var client = new HttpClient();

        foreach (var path in new[] { "/health", "/alive", "/started" })
        {
            await Eventually.TrueAsync(async () => await StatusAsync(management, path) == HttpStatusCode.OK, $"{path} is served on the management port");
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(port, path));

            // Whatever the Host header says.
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(port, path, $"localhost:{management}"));
        }

        foreach (var path in new[] { "/mcp", "/", "/.well-known/oauth-protected-resource" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(management, path, $"localhost:{port}", token));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/.well-known/oauth-protected-resource"));
        Assert.NotEqual(HttpStatusCode.NotFound, await StatusAsync(port, "/mcp", token: token));

        async Task<HttpStatusCode> StatusAsync(int at, string path, string? host = null, string? token = null)
        {
            using var request = new HttpRequestMessage(path == "/mcp" ? HttpMethod.Post : HttpMethod.Get, $"http://127.0.0.1:{at}{path}");
            request.Content = path == "/mcp" ? TestSystem.JsonContent(TestSystem.ToolsList) : null;
            request.Headers.Host = host;
            request.Headers.Authorization = token is null ? null : new("Bearer", token);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Health_OnTheManagementPort_SaysWhy()
    {
        var management = FreePort.Find();
        await using var gateway = await Stack.StartGatewayAsync(
            ("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"), ("Gateway:ManagementPort", $"{management}"), ("Gateway:ManagementAddress", "127.0.0.1"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{management}") };

        var ready = await AnswerAsync("/health", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Unhealthy", (string?)ready["status"]);
        Assert.StartsWith("ready:", (string?)ready["question"], StringComparison.Ordinal);
        Assert.Equal($"The keys of {Issuer} are not loaded; check JwksUri.", (string?)ready["checks"]!["keys"]!["description"]);
        Assert.Equal("Healthy", (string?)ready["checks"]!["drain"]!["status"]);

        var alive = await AnswerAsync("/alive", HttpStatusCode.OK);
        Assert.Equal("Healthy", (string?)alive["status"]);

        // An outage of the issuer does not keep it from having started.
        await Eventually.TrueAsync(
            async () =>
            {
                using var started = await client.GetAsync("/started", TestContext.Current.CancellationToken);
                return started.StatusCode == HttpStatusCode.OK;
            },
            "the gateway has started");

        async Task<JsonNode> AnswerAsync(string path, HttpStatusCode status)
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/json", response.Header("Content-Type"));
            return JsonNode.Parse(await response.TextAsync())!;
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}")]
    public async Task ManagementPort_IsNeverTheGatewaysOwnAddress(string url)
    {
        // Of endpoints the server takes the names in their order, in which this one comes behind the gateway's own.
        var port = FreePort.Find();
        await using var gateway = await Stack.StartGatewayAsync(
            ("urls", null),
            ("Kestrel:Endpoints:Zone:Url", string.Format(CultureInfo.InvariantCulture, url, port)),
            ("Gateway:ManagementPort", $"{FreePort.Find()}"),
            ("Gateway:ManagementAddress", "127.0.0.1"));
        using var client = new HttpClient();

        var metadata = JsonNode.Parse(await client.GetStringAsync(
            $"http://127.0.0.1:{port}/.well-known/oauth-protected-resource", TestContext.Current.CancellationToken))!;

        Assert.Equal($"http://localhost:{port}/mcp", (string?)metadata["resource"]);
    }

    [Fact]
    public async Task Started_BeforeTheFirstAttemptHasEnded_IsUnhealthy()
    {
        await using var issuer = await FakeServer.StartAsync(async context => await Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:JwksUri", $"{issuer.Origin}/jwks"));

        using var started = await gateway.Client.GetAsync("/started", TestContext.Current.CancellationToken);
        using var alive = await gateway.Client.GetAsync("/alive", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (started.StatusCode, alive.StatusCode));
        Assert.Equal("Unhealthy", await started.TextAsync());
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:9090")]
    [InlineData("urls", "http://127.0.0.1:8080;http://[::1]:9090")]
    [InlineData("http_ports", "8080;9090")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:9090")]
    public void ManagementPort_WhereTheEndpointListens_IsAMistake(string key, string value)
    {
        var mistakes = Assert.Throws<OptionsValidationException>(() => Read("9090")).Failures;
        Assert.Contains(mistakes, mistake => mistake.StartsWith("Gateway:ManagementPort is '9090'", StringComparison.Ordinal));
        Assert.Equal(9091, Read("9091").Gateway.ManagementPort);

        GatewaySettings Read(string port) => Settings.Read(
            (key, value), ("Gateway:PublicUrl", "https://mcp.example.com"), ("Gateway:Secret", Settings.Secret), ("Gateway:ManagementPort", port));
    }
}
