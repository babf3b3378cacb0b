using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FtlAuth.Gateway.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Testing;

/// <summary>What one gateway counts from now on.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly ConcurrentDictionary<string, double> _gauges = new();

    public RecordedMetrics(AdditionalGateway gateway)
    {
        // Gateways of other tests have meters of the same name, from factories of their own.
        var factory = gateway.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayMetrics.MeterName && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counts.AddOrUpdate(NameOf(instrument, tags), value, (_, count) => count + value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _gauges[NameOf(instrument, tags)] = value);
        _listener.Start();
    }

    /// <summary>A counter, with the values of its tags behind it: <c>ftlauth.token.validations cached</c>.</summary>
    public long Count(string name) => _counts.GetValueOrDefault(name);

    /// <summary>All counters of which the name begins so.</summary>
    public long Total(string beginning) => _counts.Where(count => count.Key.StartsWith(beginning, StringComparison.Ordinal)).Sum(count => count.Value);

    public double Gauge(string name)
    {
        _listener.RecordObservableInstruments();
        return _gauges[name];
    }

    /// <summary>Whether a gauge or a histogram has a value.</summary>
    public bool Has(string name)
    {
        _listener.RecordObservableInstruments();
        return _gauges.ContainsKey(name);
    }

    public void Dispose() => _listener.Dispose();

    private static string NameOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]);
}
