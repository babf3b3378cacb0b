namespace FtlAuth.Tests.Fuzzing;

/// <summary>The issuer's keys that a token is judged with.</summary>
internal enum KeyChoice
{
    /// <summary>RSA, P-256 and P-384.</summary>
    Three,

    /// <summary>P-256 alone, so that a token need not name it.</summary>
    One,

    /// <summary>Three keys that name their algorithm.</summary>
    Bound,

    /// <summary>None could be fetched.</summary>
    Unavailable,
}
