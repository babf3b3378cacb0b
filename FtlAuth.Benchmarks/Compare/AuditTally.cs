using System.Globalization;
using System.Text.Json;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>Adds up the decisions that the gateway's audit log tells of, one by one or counted, from its console as JSON lines.</summary>
internal sealed class AuditTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _decisions = [];
    private long _lines;

    /// <summary>How many lines the log has.</summary>
    public long Lines
    {
        get
        {
            lock (_gate)
            {
                return _lines;
            }
        }
    }

    public long this[string outcome]
    {
        get
        {
            lock (_gate)
            {
                return _decisions.GetValueOrDefault(outcome);
            }
        }
    }

    public void Read(string line)
    {
        lock (_gate)
        {
            _lines++;
            if (!line.Contains("\"FtlAuth.Audit\"", StringComparison.Ordinal))
            {
                return;
            }

            using var document = JsonDocument.Parse(line);
            var state = document.RootElement.GetProperty("State");
            if (state.TryGetProperty("outcome", out var outcome))
            {
                var count = state.TryGetProperty("count", out var many) ? long.Parse(many.ToString(), CultureInfo.InvariantCulture) : 1;
                _decisions[outcome.GetString()!] = _decisions.GetValueOrDefault(outcome.GetString()!) + count;
            }
        }
    }
}
