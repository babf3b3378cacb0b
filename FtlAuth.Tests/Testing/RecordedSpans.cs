using System.Collections.Concurrent;
using System.Diagnostics;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Tests.Testing;

/// <summary>The spans of one trace, of all services in this process: send <see cref="TraceParent"/> with a request.</summary>
internal sealed class RecordedSpans : IDisposable
{
    /// <summary>The source of ASP.NET Core's spans, one for each request.</summary>
    public const string RequestSource = "Microsoft.AspNetCore";

    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _client = ActivitySpanId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is GatewayTracing.SourceName or RequestSource,
            Sample = (ref options) => options.TraceId == _trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == _trace)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string TraceParent => $"00-{_trace.ToHexString()}-{_client.ToHexString()}-01";

    public IReadOnlyList<Activity> All => [.. _ended];

    public IEnumerable<Activity> Named(string name) => _ended.Where(span => span.OperationName == name);

    /// <summary>The gateway's span of the one request; it ends a little after the answer has.</summary>
    public async Task<Activity> OfRequestAsync()
    {
        await Eventually.TrueAsync(() => Task.FromResult(OfRequests().Any()), "the request's span has ended");
        return OfRequests().Single();
    }

    public void Dispose() => _listener.Dispose();

    private IEnumerable<Activity> OfRequests() => _ended.Where(span => span.Source.Name == RequestSource && span.ParentSpanId == _client);
}
