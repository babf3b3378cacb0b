namespace FtlAuth.Tests.Fuzzing;

/// <summary>The policy that a token is judged by.</summary>
internal enum PolicyChoice
{
    /// <summary>RS256 and ES256, two audiences.</summary>
    Usual,

    /// <summary>The audience is not checked.</summary>
    AnyAudience,

    /// <summary>Only some clients.</summary>
    ListedClients,

    /// <summary>PS256 and ES384 too.</summary>
    MoreAlgorithms,
}
