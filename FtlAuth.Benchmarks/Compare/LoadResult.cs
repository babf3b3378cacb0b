namespace FtlAuth.Benchmarks.Compare;

/// <summary>What a load came to.</summary>
/// <param name="Requests">How many had an answer.</param>
/// <param name="Duration">How long it went on.</param>
/// <param name="Median">Of the time until the answer.</param>
/// <param name="Percentile99">The time that 99 of 100 answers stayed below.</param>
/// <param name="Refused">Answers that are no success.</param>
/// <param name="Failed">Requests without an answer.</param>
internal sealed record LoadResult(long Requests, TimeSpan Duration, TimeSpan Median, TimeSpan Percentile99, long Refused, long Failed);
