namespace FtlAuth.Tests.Documentation;

/// <summary>A key as the reference shows it.</summary>
/// <param name="Key">The key, with <c>&lt;name&gt;</c> and <c>&lt;n&gt;</c> where there may be several.</param>
/// <param name="Type">What its value is.</param>
/// <param name="Default">What holds when it is not set, in the words of its docstring.</param>
/// <param name="DefaultInCode">The value of a new instance of its class; empty when that says nothing.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Remarks">What follows from it; may be empty.</param>
/// <param name="Rule">What the gateway says to a wrong value; empty when it takes any.</param>
/// <param name="Alias">The original gateway's name for it; empty when it had none.</param>
internal sealed record ReferenceKey(
    string Key, string Type, string Default, string DefaultInCode, string Meaning, string Remarks, string Rule, string Alias)
{
    /// <summary>The name as an environment variable.</summary>
    public string Variable => Key.Replace(":", "__", StringComparison.Ordinal);
}
