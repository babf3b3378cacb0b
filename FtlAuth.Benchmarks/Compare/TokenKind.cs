namespace FtlAuth.Benchmarks.Compare;

/// <summary>What is right or wrong about a token.</summary>
internal enum TokenKind
{
    Good,
    ForeignSignature,
    Expired,
    ForeignAudience,
    UnknownKey,
    SymmetricAlgorithm,
    Unsigned,
    Malformed,
}
