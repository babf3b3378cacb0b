using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.RateLimits;

public sealed class RateLimitTests(ContractSystem shared) : ContractTest(shared)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Refusals_BeyondTheLimit_Are429_AndGoodTokensPass()
    {
        await using var gateway = await StartAsync(("RateLimits:RefusalsPerAddress", "3"));
        var good = await MintAsync(gateway, "user_1");
        var forged = good[..good.LastIndexOf('.')] + (await MintAsync(gateway, "user_3"))[good.LastIndexOf('.')..];
        using var metrics = new RecordedMetrics(gateway);
        for (var count = 0; count < 3; count++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, forged));
        }

        using var limited = await gateway.PostMcpAsync(forged);
        AssertTooMany(limited, 20);
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions refused AddressLimit"));

        // Whoever shares the address: a good token, an expired one, one whose key is gone, and none.
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, await Stack.MintForAsync(gateway.Resource, "foreign")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, good));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_2")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, await MintAsync(gateway, "user_1", TimeSpan.FromHours(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, null));

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, forged));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(gateway, forged));
    }

    [Fact]
    public async Task Refusals_OfGoodRequests_AreNotCounted()
    {
        await using var gateway = await StartAsync(("RateLimits:RefusalsPerAddress", "1"));
        var good = await MintAsync(gateway, "user_1");
        for (var count = 0; count < 5; count++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, good));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, null));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, "malformed"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(gateway, "malformed"));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.1", HttpStatusCode.Unauthorized)]
    [InlineData("Forwarded", "for=203.0.113.1", HttpStatusCode.Unauthorized)]
    [InlineData("X-Else", "203.0.113.1", HttpStatusCode.TooManyRequests)]
    public async Task Refusals_ThroughAProxyThatIsNotKnown_AreNotLimited(string header, string value, HttpStatusCode expected)
    {
        await using var gateway = await StartAsync(("RateLimits:RefusalsPerAddress", "1"));
        for (var count = 0; count < 2; count++)
        {
            using var refused = await SendAsync();
            Assert.Equal(count == 0 ? HttpStatusCode.Unauthorized : expected, refused.StatusCode);
        }

        Task<HttpResponseMessage> SendAsync() =>
            gateway.PostMcpAsync("malformed", change: request => request.Headers.TryAddWithoutValidation(header, value));
    }

    [Fact]
    public async Task Refusals_ThroughAKnownProxy_AreLimitedByTheAddressThatItNames()
    {
        await using var gateway = await StartAsync(("RateLimits:RefusalsPerAddress", "1"), ("ForwardedHeaders:KnownProxies", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Unauthorized, await FromAsync("203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await FromAsync("203.0.113.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await FromAsync("203.0.113.2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await FromAsync("2001:db8:1:2::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await FromAsync("2001:db8:1:2:ffff::1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await FromAsync("2001:db8:1:3::1"));

        async Task<HttpStatusCode> FromAsync(string address)
        {
            using var response = await gateway.PostMcpAsync("malformed", change: request => request.Headers.TryAddWithoutValidation("X-Forwarded-For", address));
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Requests_OfASubjectBeyondTheLimit_Are429_AndOthersPass()
    {
        await using var gateway = await StartAsync(("RateLimits:RequestsPerSubject", "2"));
        var token = await MintAsync(gateway, "user_1");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, token));

        // Another token of the same user.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_1", TimeSpan.FromHours(2))));
        await Stack.ForgetReceivedAsync();

        using var metrics = new RecordedMetrics(gateway);
        using var limited = await gateway.PostMcpAsync(token);

        AssertTooMany(limited, 30);
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions refused SubjectLimit"));
        await AssertNothingForwardedAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_2")));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, token));
    }

    [Fact]
    public async Task Requests_OfAnOrganizationBeyondTheLimit_Are429_AndOthersPass()
    {
        await using var gateway = await StartAsync(("RateLimits:RequestsPerOrganization", "2"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_1", organization: "org_1")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_2", organization: "org_1")));

        using var metrics = new RecordedMetrics(gateway);
        using var limited = await gateway.PostMcpAsync(await MintAsync(gateway, "user_3", organization: "org_1"));

        AssertTooMany(limited, 30);
        Assert.Equal(1, metrics.Count("ftlauth.request.decisions refused OrganizationLimit"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_1", organization: "org_2")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync(gateway, "user_1")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"subscriptions/listen"}""")]
    public async Task Streams_OfASubjectBeyondTheLimit_Are429_UntilOneEnds(string? body)
    {
        await using var server = await StreamServer.StartAsync();
        await using var gateway = await StartAsync(("RateLimits:StreamsPerSubject", "1"), ("McpGateway:Url", server.Origin));
        var token = await MintAsync(gateway, "user_1");
        var open = await ListenAsync(token);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        using (var limited = await ListenAsync(token))
        {
            AssertTooMany(limited, 5);
        }

        // A call is no listening stream.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, token));

        using (var other = await ListenAsync(await MintAsync(gateway, "user_2")))
        {
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        open.Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                using var again = await ListenAsync(token);
                return again.StatusCode == HttpStatusCode.OK;
            },
            "a stream may be opened when the other has ended");

        async Task<HttpResponseMessage> ListenAsync(string bearer)
        {
            using var request = AdditionalGateway.McpRequest(body is null ? HttpMethod.Get : HttpMethod.Post, bearer);
            request.Content = body is null ? null : TestSystem.JsonContent(body);
            return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Requests_WithoutLimits_AreNotLimited()
    {
        await using var gateway = await StartAsync();
        var token = await MintAsync(gateway, "user_1", organization: "org_1");
        for (var count = 0; count < 50; count++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, token));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, "malformed"));
        }
    }

    private static void AssertTooMany(HttpResponseMessage response, int seconds)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(seconds.ToString(CultureInfo.InvariantCulture), response.Header("Retry-After"));
        Assert.Null(response.Header("WWW-Authenticate"));
        AssertOwnError(response);
    }

    private static async Task<HttpStatusCode> StatusAsync(AdditionalGateway gateway, string? token)
    {
        using var response = await gateway.PostMcpAsync(token);
        return response.StatusCode;
    }

    private Task<AdditionalGateway> StartAsync(params (string Key, string? Value)[] settings) =>
        Stack.StartGatewayAsync(services => services.AddSingleton<TimeProvider>(_time), settings);

    private Task<string> MintAsync(AdditionalGateway gateway, string subject, TimeSpan? lifetime = null, string? organization = null)
    {
        var claims = new JsonObject
        {
            ["aud"] = gateway.Resource,
            ["sub"] = subject,
            ["exp"] = (_time.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
        };
        claims["org_id"] = organization;
        return Stack.MintAsync(claims);
    }
}
