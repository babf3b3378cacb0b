using System.Diagnostics;

namespace FtlAuth.Gateway.Proxy;

/// <summary>
/// Puts the gateway's own span into the request to the MCP server (W3C Trace Context). Baggage goes on as the client sent it: read and written anew,
/// it would lose its properties and its white space.
/// </summary>
internal sealed class TraceContextPropagator : DistributedContextPropagator
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    private readonly DistributedContextPropagator _inner = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = [TraceParent, TraceState];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (carrier is HttpRequestMessage request)
        {
            request.Headers.Remove(TraceParent);
            request.Headers.Remove(TraceState);
            _inner.Inject(activity, carrier, SetTraceContext);
        }
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        _inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        _inner.ExtractBaggage(carrier, getter);

    private static void SetTraceContext(object? carrier, string name, string value)
    {
        if (name is TraceParent or TraceState)
        {
            ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value);
        }
    }
}
