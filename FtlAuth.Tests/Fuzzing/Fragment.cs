namespace FtlAuth.Tests.Fuzzing;

/// <summary>One member of a header or of claims, and what can stand in it.</summary>
/// <param name="Name">The name, without quotes.</param>
/// <param name="Absent">How often it is left out, in percent.</param>
/// <param name="Wrong">How often it has a value from <paramref name="Odd"/>, or any value at all, in percent.</param>
/// <param name="Good">Values, as JSON, that a token may have.</param>
/// <param name="Odd">Values, as JSON, that one had better not have; a few of them are allowed.</param>
internal sealed record Fragment(string Name, int Absent, int Wrong, string[] Good, string[] Odd);
