namespace FtlAuth.Tests.Fuzzing;

internal enum ByteEditKind
{
    Replace,
    FlipBit,
    Insert,
    Remove,
    Append,
    Truncate,
}
