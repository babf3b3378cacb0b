using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Patterns;

/// <summary>Each pattern on purpose, and as often as is still usual.</summary>
public sealed class UnusualPatternsTests(ContractSystem shared) : ContractTest(shared)
{
    private const int Threshold = 3;

    private static readonly string[] Keys = ["BadSignaturesPerAddress", "UnknownKeys", "ForeignSessionsPerSubject", "AddressesPerSubject"];

    private readonly CapturedLog _log = new();

    public override ValueTask DisposeAsync()
    {
        _log.Dispose();
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData(Threshold - 1, 0)]
    [InlineData(Threshold, 1)]
    [InlineData(Threshold + 5, 1)]
    public async Task BadSignatures_FromOneAddress(int count, int told)
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        var (one, other) = (await MintAsync(gateway, "user_1"), await MintAsync(gateway, "user_2"));
        var forged = one[..one.LastIndexOf('.')] + other[other.LastIndexOf('.')..];

        await SendAsync(gateway, count, _ => forged);

        AssertTold(metrics, "BadSignatures", told, ("address", "127.0.0.1"));
    }

    [Fact]
    public async Task BadSignatures_ThatALimitRefuses_CountToo()
    {
        await using var gateway = await StartAsync(("RateLimits:RefusalsPerAddress", "1"));
        using var metrics = new RecordedMetrics(gateway);
        var (one, other) = (await MintAsync(gateway, "user_1"), await MintAsync(gateway, "user_2"));

        await SendAsync(gateway, Threshold, _ => one[..one.LastIndexOf('.')] + other[other.LastIndexOf('.')..]);

        Assert.Equal(Threshold - 1, metrics.Count("ftlauth.request.decisions refused AddressLimit"));
        AssertTold(metrics, "BadSignatures", 1, ("address", "127.0.0.1"));
    }

    [Theory]
    [InlineData(Threshold - 1, 0)]
    [InlineData(Threshold + 5, 1)]
    public async Task UnknownKeys_FromEverybody(int count, int told)
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        var foreign = await Stack.MintForAsync(gateway.Resource, "foreign");

        await SendAsync(gateway, count, _ => foreign);

        AssertTold(metrics, "UnknownKeys", told);
    }

    [Theory]
    [InlineData(Threshold - 1, 0)]
    [InlineData(Threshold + 5, 1)]
    public async Task ForeignSessions_OfOneUser(int count, int told)
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        var token = await MintAsync(gateway, "user_9");

        await SendAsync(gateway, count, _ => token, (request, number) => request.Headers.TryAddWithoutValidation("Mcp-Session-Id", $"somebody-elses-{number}"));

        AssertTold(metrics, "ForeignSessions", told, ("sub", "user_9"));
        Assert.All(_log.Audit.SelectMany(fields => fields.Values), value => Assert.DoesNotContain("somebody-elses", $"{value}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Threshold - 1, 0)]
    [InlineData(Threshold + 5, 1)]
    public async Task OneSubject_FromManyAddresses(int count, int told)
    {
        await using var gateway = await StartAsync(("ForwardedHeaders:KnownProxies", "127.0.0.1"));
        using var metrics = new RecordedMetrics(gateway);
        var token = await MintAsync(gateway, "user_9");

        for (var round = 0; round < 2; round++)
        {
            await SendAsync(gateway, count, _ => token, (request, number) => request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"203.0.113.{number}"));
        }

        AssertTold(metrics, "SubjectFromManyAddresses", told, ("sub", "user_9"));
    }

    [Fact]
    public async Task Addresses_BehindAProxyThatIsNotKnown_TellNothing()
    {
        await using var gateway = await StartAsync();
        using var metrics = new RecordedMetrics(gateway);
        var (token, other) = (await MintAsync(gateway, "user_1"), await MintAsync(gateway, "user_2"));

        await SendAsync(gateway, 10, _ => token, (request, number) => request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"203.0.113.{number}"));
        await SendAsync(
            gateway, 10, _ => token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..], (request, _) => request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.1"));

        Assert.Equal(0, metrics.Total("ftlauth.patterns"));
    }

    [Fact]
    public async Task Thresholds_OfZero_TellNothing()
    {
        await using var gateway = await StartAsync([.. Keys.Select(key => ($"Patterns:{key}", (string?)"0"))]);
        using var metrics = new RecordedMetrics(gateway);
        var foreign = await Stack.MintForAsync(gateway.Resource, "foreign");
        var token = await MintAsync(gateway, "user_9");

        await SendAsync(gateway, 10, _ => foreign);
        await SendAsync(gateway, 10, _ => token, (request, _) => request.Headers.TryAddWithoutValidation("Mcp-Session-Id", "x"));

        Assert.Equal(0, metrics.Total("ftlauth.patterns"));
    }

    private void AssertTold(RecordedMetrics metrics, string pattern, int count, params (string Field, string Value)[] fields)
    {
        Assert.Equal(count, metrics.Count($"ftlauth.patterns {pattern}"));
        Assert.Equal(count, metrics.Total("ftlauth.patterns"));
        var told = _log.Audit.Where(fields => Equals(fields["event"], "pattern.detected")).ToArray();
        Assert.Equal(count, told.Length);
        Assert.All(told, one =>
        {
            Assert.Equal((pattern, Threshold), (one["pattern"], one["count"]));
            Assert.All(fields, field => Assert.Equal(field.Value, one[field.Field]));
        });
        Assert.Equal(count, _log.Troubles.Count());
    }

    private static async Task SendAsync(AdditionalGateway gateway, int count, Func<int, string> tokenOf, Action<HttpRequestMessage, int>? change = null)
    {
        for (var number = 1; number <= count; number++)
        {
            var current = number;
            using var response = await gateway.PostMcpAsync(tokenOf(number), change: request => change?.Invoke(request, current));
        }
    }

    private async Task<AdditionalGateway> StartAsync(params (string Key, string? Value)[] settings)
    {
        var gateway = await Stack.StartGatewayAsync(
            services => services.AddSingleton<ILoggerProvider>(_log),
            [.. CapturedLog.Settings, .. Keys.Select(key => ($"Patterns:{key}", (string?)$"{Threshold}")), .. settings]);

        // What it warns of at start.
        _log.Clear();
        return gateway;
    }

    private Task<string> MintAsync(AdditionalGateway gateway, string subject) => Stack.MintAsync(new JsonObject { ["aud"] = gateway.Resource, ["sub"] = subject });
}
