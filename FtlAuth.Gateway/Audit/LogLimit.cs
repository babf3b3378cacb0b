namespace FtlAuth.Gateway.Audit;

/// <param name="LinesPerSecond">How many refusals for one reason the log may tell of one by one in a second.</param>
internal sealed record LogLimit(int LinesPerSecond = 100);
