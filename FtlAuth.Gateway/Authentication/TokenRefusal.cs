namespace FtlAuth.Gateway.Authentication;

/// <summary>Why a token is not accepted: one value per rule, in the order in which the rules are checked.</summary>
internal enum TokenRefusal
{
    /// <summary>Not refused.</summary>
    None,

    // The presentation (RFC 6750 section 2.1).
    MalformedCredentials,
    TooLarge,

    // The structure (RFC 7515 section 7.1) and the header (RFC 7515 section 4.1).
    MalformedToken,
    MalformedHeader,
    AlgorithmNotAllowed,
    CriticalHeader,
    UnencodedPayload,
    Compressed,
    EmbeddedKey,
    NestedToken,
    WrongType,
    MalformedKeyId,

    // The key and the signature.
    KeysUnavailable,
    MissingKeyId,
    UnknownKey,
    KeyNotForAlgorithm,
    BadSignature,

    // The claims (RFC 7519 section 4.1, RFC 9068 section 4).
    MalformedClaims,
    WrongIssuer,
    MissingExpiry,
    Expired,
    MalformedNotBefore,
    NotYetValid,
    MalformedIssuedAt,
    IssuedInFuture,
    MissingSubject,
    MissingAudience,
    WrongAudience,
    ClientIdAudience,
    ProofOfPossessionRequired,
    IdToken,
    ClientNotAllowed,
}
