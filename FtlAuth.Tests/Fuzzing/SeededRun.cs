using System.Globalization;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>Runs a property over the inputs that a seed gives, for one seed after the other; a failure says its seed.</summary>
/// <remarks>FUZZ_SEED=«seed» runs that one alone.</remarks>
internal static class SeededRun
{
    private const string SeedVariable = "FUZZ_SEED";

    /// <summary>The same inputs each time.</summary>
    public static Task RepeatableAsync(Func<int, Task> property, int seeds) => RunAsync(property, Enumerable.Range(1, seeds));

    /// <summary>Other inputs each time, until the time is over.</summary>
    public static Task RandomAsync(Func<int, Task> property, TimeSpan duration) => RunAsync(property, Until(duration));

    private static async Task RunAsync(Func<int, Task> property, IEnumerable<int> seeds)
    {
        var told = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var one);
        foreach (var seed in told ? [one] : seeds)
        {
            try
            {
                await property(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{SeedVariable}={seed} repeats it. {exception.Message}", exception);
            }
        }
    }

    private static IEnumerable<int> Until(TimeSpan duration)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var seed = Random.Shared.Next(); TimeProvider.System.GetElapsedTime(start) < duration; seed = unchecked(seed + 1))
        {
            yield return seed;
        }
    }
}
