namespace FtlAuth.Benchmarks.Compare;

/// <summary>One number that no load makes, as long as the comparison lasts.</summary>
/// <param name="Scenario">What it is about.</param>
/// <param name="Contestant">Whose it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">What it counts.</param>
internal sealed record Figure(string Scenario, string Contestant, double Value, string Unit);
