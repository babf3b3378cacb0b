using FtlAuth.Gateway.Audit;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Authentication;

public sealed class RefusedTokensTests
{
    private const string Refused = "Refused a token: MalformedToken.";

    [Fact]
    public async Task Flood_OfRefusals_IsCountedInTheLog_AndAnsweredOneByOne()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var log = new CapturedLog();
        await using var gateway = await AdditionalGateway.StartAsync(
            [.. CapturedLog.Settings, ("AuthKit:Issuer", "http://localhost:1"), ("McpGateway:Url", "http://localhost:1/mcp")],
            services => services.AddSingleton<TimeProvider>(time).AddSingleton<ILoggerProvider>(log).AddSingleton(new LogLimit(3)));

        await RefuseAsync(gateway, 5);
        Assert.Equal([Refused, Refused, Refused], log.Refusals);

        // Another kind has lines of its own.
        using (var malformed = await gateway.PostMcpAsync("a b"))
        {
            Assert.Equal(401, (int)malformed.StatusCode);
        }

        Assert.Equal(4, log.Refusals.Count());

        time.Advance(TimeSpan.FromSeconds(1));
        log.Clear();
        await RefuseAsync(gateway, 1);
        Assert.Equal([Refused], log.Refusals);
        Assert.DoesNotContain(log.Lines, line => line.Contains("more requests", StringComparison.Ordinal));

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Single(log.Lines, line => line.StartsWith("Refused 2 more requests from 127.0.0.1: MalformedToken. ", StringComparison.Ordinal));
    }

    private static async Task RefuseAsync(AdditionalGateway gateway, int count)
    {
        for (var sent = 0; sent < count; sent++)
        {
            using var response = await gateway.PostMcpAsync("malformed");
            Assert.Equal(401, (int)response.StatusCode);
        }
    }
}
