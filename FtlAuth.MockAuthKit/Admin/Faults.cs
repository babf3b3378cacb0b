using System.Collections.Concurrent;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Which endpoints fail, and how.</summary>
internal sealed class Faults
{
    private readonly ConcurrentDictionary<string, Fault> _faults = new(StringComparer.Ordinal);

    public Fault this[string point]
    {
        get => _faults.GetValueOrDefault(point);
        set => _faults[point] = value;
    }

    /// <summary>By name of the endpoint, as the control surface writes it.</summary>
    public Dictionary<string, string> Describe() => FaultPoint.Breakable.ToDictionary(point => point, point => Name(this[point]));

    public static string Name(Fault fault) => fault.ToString().ToLowerInvariant();

    public static Fault? Parse(string name) => Enum.GetValues<Fault>().Where(fault => Name(fault) == name).Cast<Fault?>().FirstOrDefault();
}
