namespace FtlAuth.Tests.Fuzzing;

internal enum PartEditKind
{
    Swap,
    Duplicate,
    Drop,
    Empty,

    /// <summary>The same part of another token in its place.</summary>
    Transplant,

    /// <summary>Half of the part, and half of one of another token.</summary>
    Splice,

    /// <summary>A whole token as the part.</summary>
    Nest,
}
