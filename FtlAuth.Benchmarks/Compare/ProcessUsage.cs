using System.Globalization;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>What a process has used so far, from <c>/proc</c>.</summary>
/// <param name="Processor">User and system time of all threads, in hundredths of a second as Linux counts.</param>
/// <param name="Resident">Memory, in bytes.</param>
internal readonly record struct ProcessUsage(TimeSpan Processor, long Resident)
{
    private const int TicksPerSecond = 100;

    public static ProcessUsage Of(int id)
    {
        // Behind the name, which may have anything in it; the times are the 14th and 15th field of all.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        var pages = long.Parse(File.ReadAllText($"/proc/{id}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
        return new(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), pages * Environment.SystemPageSize);
    }
}
