namespace FtlAuth.Gateway.Operations;

/// <param name="LinesPerSecond">How many lines of one kind the log may have in a second.</param>
internal sealed record LogLimit(int LinesPerSecond = 100);
