using System.Globalization;
using System.Text.Json;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>The measurements as a table for each scenario: medians over the rounds, and ratios of what was measured in the same round.</summary>
internal static class ComparisonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(TextWriter writer, IReadOnlyCollection<Measurement> measurements)
    {
        foreach (var scenario in measurements.GroupBy(measurement => measurement.Scenario))
        {
            writer.WriteLine($"\n{scenario.Key}");
            writer.WriteLine("                        req/s    p50 ms    p99 ms   CPU µs     × YARP (least to most)  × HAProxy jwt_verify");
            foreach (var contestant in scenario.GroupBy(measurement => measurement.Contestant))
            {
                var (yarp, haProxy) = (Ratios(scenario, contestant, Stage.Yarp), Ratios(scenario, contestant, Stage.HaProxyTokens));
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {contestant.Key,-19} {Median(contestant.Select(one => one.Rate)),8:0} {Median(contestant.Select(one => one.Median)),9:0.000} {Median(contestant.Select(one => one.Percentile99)),9:0.000} {Processor(contestant),8} {Spread(yarp),25} {Spread(haProxy),22}"));
            }
        }
    }

    public static void Write(TextWriter writer, IReadOnlyCollection<Figure> figures)
    {
        foreach (var scenario in figures.GroupBy(figure => figure.Scenario))
        {
            writer.WriteLine($"\n{scenario.Key}");
            foreach (var contestant in scenario.GroupBy(figure => figure.Contestant))
            {
                var values = contestant.Select(figure => figure.Value).ToArray();
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {contestant.Key,-19} {Median(values),8:#,0.0} {contestant.First().Unit} ({values.Min():#,0.0} to {values.Max():#,0.0})"));
            }
        }
    }

    public static async Task WriteJsonAsync(string path, IReadOnlyCollection<Measurement> measurements, IReadOnlyCollection<Figure> figures)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, new { measurements, figures }, Indented);
    }

    private static double[] Ratios(IEnumerable<Measurement> scenario, IEnumerable<Measurement> contestant, string other) =>
    [
        .. from one in contestant
           join against in scenario.Where(measurement => measurement.Contestant == other) on one.Round equals against.Round
           where one.Processor is not null && against.Processor > 0
           select one.Processor!.Value / against.Processor!.Value,
    ];

    private static string Processor(IEnumerable<Measurement> measurements)
    {
        var values = measurements.Select(one => one.Processor).OfType<double>().ToArray();
        return values.Length > 0 ? Median(values).ToString("0.0", CultureInfo.InvariantCulture) : "";
    }

    private static string Spread(double[] ratios) => ratios.Length > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})")
        : "";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
