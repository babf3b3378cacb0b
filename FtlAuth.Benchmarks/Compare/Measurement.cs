namespace FtlAuth.Benchmarks.Compare;

/// <summary>One contestant in one scenario and one round.</summary>
/// <param name="Scenario">The name of the scenario.</param>
/// <param name="Contestant">The name of the contestant.</param>
/// <param name="Round">Counted from 1; ratios are taken within a round.</param>
/// <param name="Rate">Requests in a second.</param>
/// <param name="Median">Of the time until the answer, in milliseconds; in the scenario of event streams until the first event.</param>
/// <param name="Percentile99">The same, that 99 of 100 stay below.</param>
/// <param name="Processor">Time of the processor for each request, in microseconds; none for what was called directly.</param>
internal sealed record Measurement(string Scenario, string Contestant, int Round, double Rate, double Median, double Percentile99, double? Processor);
