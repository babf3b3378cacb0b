using FtlAuth.Gateway.Audit;

namespace FtlAuth.Gateway.Doctor;

/// <summary>What a check has found, for somebody who is woken by it.</summary>
/// <param name="Outcome">How bad it is.</param>
/// <param name="Found">What is the case.</param>
/// <param name="Meaning">What follows from it; null where nothing does.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
internal sealed record Finding(Outcome Outcome, string Found, string? Meaning = null, string? Remedy = null)
{
    // A page of text that a server made up says no more than its beginning.
    private const int Longest = 2048;

    public static Finding Ok(string found, string? meaning = null) => new(Outcome.Ok, found, meaning);

    public static Finding Warning(string found, string meaning, string remedy) => new(Outcome.Warning, found, meaning, remedy);

    public static Finding Failure(string found, string meaning, string remedy) => new(Outcome.Failure, found, meaning, remedy);

    public static Finding Skipped(string found, string? remedy = null) => new(Outcome.Skipped, found, null, remedy);

    /// <summary>The same, without what came over the network and does not print, and cut.</summary>
    public Finding Printable() => this with
    {
        Found = LogText.Printable(Found, Longest),
        Meaning = Meaning is null ? null : LogText.Printable(Meaning, Longest),
        Remedy = Remedy is null ? null : LogText.Printable(Remedy, Longest),
    };
}
