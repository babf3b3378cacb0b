using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Operations;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Conventions;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Operations;

/// <summary>docs/operations.md names what there is: a metric that an alert waits for in vain is worse than none.</summary>
public sealed partial class DocumentedMetricsTests(ContractSystem shared) : ContractTest(shared)
{
    private static readonly string Document = File.ReadAllText(Path.Combine(ProductSources.Root, "docs", "operations.md"));
    private static readonly string Readme = File.ReadAllText(Path.Combine(ProductSources.Root, "README.md"));

    [Fact]
    public async Task Tables_NameEveryMetric_AndNoOther()
    {
        var known = (await InstrumentsAsync()).Select(instrument => instrument.Name).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(known, Named(Document).Order(StringComparer.Ordinal));
        Assert.Subset(known.ToHashSet(StringComparer.Ordinal), Named(Readme).ToHashSet(StringComparer.Ordinal));

        static IEnumerable<string> Named(string text) => MetricName().Matches(text).Select(match => match.Value).Distinct();
    }

    [Fact]
    public async Task Alerts_WaitForMetricsThatThereAre()
    {
        var known = (await InstrumentsAsync()).SelectMany(PrometheusNames).ToHashSet(StringComparer.Ordinal);
        var waitedFor = PrometheusName().Matches(Document).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(waitedFor);
        Assert.Subset(known, waitedFor);
    }

    [Fact]
    public void Alerts_LeadToARunbookThatThereIs()
    {
        var headings = Heading().Matches(Document).Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet(StringComparer.Ordinal);
        var runbooks = Runbook().Matches(Document).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(runbooks);
        Assert.Subset(headings, runbooks);
    }

    [Fact]
    public void Reasons_AreAllListed()
    {
        var reasons = Enum.GetNames<RequestRefusal>().Concat(Enum.GetNames<TokenRefusal>());

        Assert.All(reasons, reason => Assert.Contains($"`{reason}`", Document, StringComparison.Ordinal));
    }

    private async Task<Instrument[]> InstrumentsAsync()
    {
        // With a Redis configured, whether it is there or not.
        await using var gateway = await Stack.StartGatewayAsync(
            ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()},connectTimeout=200,connectRetry=0"));
        var factory = gateway.Services.GetRequiredService<IMeterFactory>();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == GatewayMetrics.MeterName && instrument.Meter.Scope == factory)
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        return [.. instruments];
    }

    // As https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ has it.
    private static IEnumerable<string> PrometheusNames(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            "1" => "_ratio",
            _ => "",
        };
        return instrument switch
        {
            Counter<long> => [$"{name}_total"],
            Histogram<double> => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"\bftlauth\.[a-z]+\.?[a-z]+\b(?=`)")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\bftlauth_[a-z_]+\b")]
    private static partial Regex PrometheusName();

    [GeneratedRegex(@"(?m)^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^a-z0-9 -]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("runbook: \"#([^\"]+)\"")]
    private static partial Regex Runbook();
}
