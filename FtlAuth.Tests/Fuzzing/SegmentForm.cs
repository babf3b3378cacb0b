namespace FtlAuth.Tests.Fuzzing;

/// <summary>How a part of a token is written; all but the first are for lenient readers only.</summary>
internal enum SegmentForm
{
    Plain,
    Padded,
    NonCanonical,
    StandardAlphabet,
    WithSpace,
    WithLineBreak,
}
