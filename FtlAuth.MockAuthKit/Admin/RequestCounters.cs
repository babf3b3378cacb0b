namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Requests since start by endpoint, those that met a fault included.</summary>
internal sealed class RequestCounters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counts = FaultPoint.All.ToDictionary(point => point, _ => 0L);

    public void Count(string point)
    {
        lock (_lock)
        {
            _counts[point]++;
        }
    }

    public Dictionary<string, long> Read()
    {
        lock (_lock)
        {
            return new(_counts);
        }
    }
}
